package groklab.monitor.judge;

import groklab.monitor.forecast.Forecast;
import groklab.monitor.forecast.Forecaster;
import groklab.monitor.forecast.SurvivalModel;
import groklab.monitor.forecast.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Judges forecasts by what came, at multiples of T_mem and for each model of the forecaster beside
/// its rivals.
public final class Judge {
  private static final int FEWEST = 5;
  private static final int BINS = 5;

  private final Forecaster forecaster;
  private final Rivals rivals;

  public Judge(Forecaster forecaster, Rivals rivals) {
    this.forecaster = forecaster;
    this.rivals = rivals;
  }

  /// A run at a moment, as it was judged.
  private record Seen(JudgedRun run, Moment moment, Forecast forecast, Scored scored) {
    double probability() {
      return forecast.probability(run.budget());
    }
  }

  /// The names of what is scored, the forecaster's models first.
  public List<String> names() {
    return Stream.concat(
            forecaster.models().stream().map(SurvivalModel::name), Rivals.NAMES.stream())
        .toList();
  }

  /// @param runs of which some memorised
  public Judgement.Part judge(List<JudgedRun> runs) {
    List<Seen> all = runs.stream().flatMap(this::seen).toList();
    return new Judgement.Part(
        Moment.FACTORS.stream()
            .map(factor ->
                judgement(
                    factor, all.stream().filter(each -> each.moment.factor() == factor).toList()))
            .toList(),
        alarms(all),
        calibration(all));
  }

  private Stream<Seen> seen(JudgedRun run) {
    return Moment.of(run.probes(), run.criterion()).stream()
        .flatMap(moment ->
            View.of(moment.seen(), run.criterion())
                .filter(view -> forecaster.models().stream().allMatch(each -> each.takes(view)))
                .map(view -> seen(run, moment, view))
                .stream());
  }

  private Seen seen(JudgedRun run, Moment moment, View view) {
    List<Double> scores = new ArrayList<>();
    forecaster.models().forEach(each -> scores.add(each.forecast(view).probability(run.budget())));
    scores.addAll(rivals.scores(run, view));
    return new Seen(
        run,
        moment,
        forecaster.models().getFirst().forecast(view),
        new Scored(run.cell(), scores, moment.generalised()));
  }

  private Judgement judgement(double factor, List<Seen> seen) {
    List<Scored> runs = seen.stream().map(Seen::scored).toList();
    List<Coverage.Place> places = seen.stream().map(Judge::place).toList();
    List<String> names = names();
    Map<String, Double> aucs = new LinkedHashMap<>();
    Map<String, Double> within = new LinkedHashMap<>();
    Map<String, Ranking> gains = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      aucs.put(names.get(i), Ranking.auc(runs, i));
      within.put(names.get(i), within(seen, i));
      if (Rivals.NAMES.contains(names.get(i))) {
        gains.put(names.get(i), Ranking.beside(runs, 0, i));
      }
    }
    return new Judgement(
        factor,
        runs.size(),
        (int) runs.stream().filter(Scored::generalised).count(),
        aucs,
        within,
        gains,
        error(seen),
        Coverage.below(places, Forecast.LOW),
        Coverage.below(places, Forecast.MEDIAN),
        Coverage.between(places, Forecast.LOW, Forecast.HIGH));
  }

  private static double within(List<Seen> seen, int score) {
    return seen.stream()
        .collect(
            Collectors.groupingBy(
                each -> each.run.family(), Collectors.mapping(Seen::scored, Collectors.toList())))
        .values()
        .stream()
        .filter(Judge::isMixed)
        .mapToDouble(each -> Ranking.auc(each, score))
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isMixed(List<Scored> runs) {
    long yes = runs.stream().filter(Scored::generalised).count();
    return yes >= FEWEST && runs.size() - yes >= FEWEST;
  }

  private static double error(List<Seen> seen) {
    return median(
        seen.stream()
            .filter(each -> each.moment.generalised())
            .mapToDouble(each ->
                Math.abs(
                    StrictMath.log10(
                        each.forecast.quantile(Forecast.MEDIAN) / each.moment.end()))));
  }

  private static Coverage.Place place(Seen seen) {
    return new Coverage.Place(
        seen.forecast.probability(seen.moment.end()), seen.moment.generalised());
  }

  private Judgement.Alarms alarms(List<Seen> all) {
    Map<JudgedRun, List<Seen>> runs = new LinkedHashMap<>();
    all.forEach(each -> runs.computeIfAbsent(each.run, r -> new ArrayList<>()).add(each));
    int groks = 0;
    int falseAlarms = 0;
    List<Double> leads = new ArrayList<>();
    for (List<Seen> moments : runs.values()) {
      Optional<Seen> first =
          moments.stream().filter(each -> each.probability() >= forecaster.alarm()).findFirst();
      boolean generalised = moments.getFirst().moment.generalised();
      groks += generalised ? 1 : 0;
      falseAlarms += !generalised && first.isPresent() ? 1 : 0;
      if (generalised) {
        first.ifPresent(each ->
            leads.add(
                StrictMath.log10(each.moment.end() / (double) Math.max(1, each.moment.now()))));
      }
    }
    return new Judgement.Alarms(
        runs.size() - groks,
        falseAlarms,
        groks,
        leads.size(),
        median(leads.stream().mapToDouble(Double::doubleValue)));
  }

  private static List<Judgement.Bin> calibration(List<Seen> all) {
    List<Judgement.Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      int bin = i;
      List<Seen> some =
          all.stream()
              .filter(each -> Math.min(BINS - 1, (int) (each.probability() * BINS)) == bin)
              .toList();
      bins.add(
          new Judgement.Bin(
              some.size(),
              mean(some, Seen::probability),
              mean(some, each -> each.moment.generalised() ? 1 : 0)));
    }
    return bins;
  }

  private static double mean(List<Seen> seen, ToDoubleFunction<Seen> of) {
    return seen.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
