package groklab.monitor.forecast;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.CrossingDetector;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// What the curves of a run say at one moment: numbers of its probes up to then and of nothing
/// that comes later. Only a run that has memorised and not generalised has one.
///
/// | name | what it is |
/// |---|---|
/// | `memorised` | ln T_mem |
/// | `waited` | ln(now / T_mem), at most ln 32 |
/// | `level` | share gained of what there is to gain on unseen data, mean of three probes |
/// | `best` | the largest such share so far |
/// | `rise` | `level` less that of the first three probes since T_mem |
/// | `slope` | of that share against ln step, since half the present step |
/// | `need` | ln of what is left to gain over `slope`, either at least 0.02 |
/// | `pace` | `rise` over the logarithm of the time since T_mem, that at least 0.4 |
/// | `unseen` | ln(validation loss / loss of guessing), mean of three probes |
/// | `fall` | by how much that is below its highest value so far |
/// | `unseenSlope` | of that against ln step, since half the present step |
/// | `train` | ln(training loss / loss of guessing), at least -20, mean of three probes |
/// | `trainSlope` | of that against ln step, since half the present step |
///
/// @param memorised T_mem
/// @param now the step of the last probe that was seen
/// @param values by their names; those of losses are missing where none were logged
public record View(long memorised, long now, SequencedMap<String, Double> values) {
  private static final int FEW = 3;

  /// The longest `waited`.
  static final double LONGEST_WAIT = StrictMath.log(32);

  private static final double SHORTEST_WAIT = 0.4;
  private static final double LEAST = 0.02;
  private static final double LOWEST = -20;
  private static final double MOST = 20;

  public View {
    values = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /// The view at the last of some probes.
  ///
  /// @param criterion with the level of guessing
  /// @return empty = it has not memorised, has generalised, or validation was never measured since
  public static Optional<View> of(List<Probe> probes, RunCriterion criterion) {
    OptionalLong memorised = reached(probes, criterion, Probe.TRAIN);
    if (memorised.isEmpty() || reached(probes, criterion, Probe.VALIDATION).isPresent()) {
      return Optional.empty();
    }
    long fit = memorised.getAsLong();
    List<Probe> seen =
        probes.stream().filter(each -> criterion.isMeasured(each, Probe.VALIDATION)).toList();
    if (seen.isEmpty() || seen.getLast().step() < fit) {
      return Optional.empty();
    }
    long now = probes.getLast().step();
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("memorised", StrictMath.log((double) Math.max(1, fit)));
    double wait = StrictMath.log(Math.max(1, now) / (double) Math.max(1, fit));
    values.put("waited", Math.min(LONGEST_WAIT, wait));
    accuracies(Line.of(seen, each -> gained(each, criterion)), fit, wait, values);
    double guess = criterion.baseline(Probe.VALIDATION).lossOfGuessing();
    losses(Line.of(probes, each -> log(each, Probe.VALIDATION_LOSS, guess)), values);
    double known = criterion.baseline(Probe.TRAIN).lossOfGuessing();
    Line train = Line.of(probes, each -> log(each, Probe.TRAIN_LOSS, known));
    if (!train.isEmpty()) {
      values.put("train", train.last(FEW));
      values.put("trainSlope", train.slope());
    }
    return Optional.of(new View(fit, now, values));
  }

  private static void accuracies(Line gained, long fit, double wait, Map<String, Double> values) {
    double level = gained.last(FEW);
    values.put("level", level);
    values.put("best", gained.highest());
    values.put("rise", level - gained.since(fit).first(FEW));
    double slope = gained.slope();
    values.put("slope", slope);
    values.put("need", StrictMath.log(Math.max(LEAST, 1 - level) / Math.max(LEAST, slope)));
    values.put("pace", (level - gained.since(fit).first(FEW)) / Math.max(SHORTEST_WAIT, wait));
  }

  private static void losses(Line unseen, Map<String, Double> values) {
    if (!unseen.isEmpty()) {
      double level = unseen.last(FEW);
      values.put("unseen", level);
      values.put("fall", unseen.highest() - level);
      values.put("unseenSlope", unseen.slope());
    }
  }

  /// The first step at which a set was at its threshold, of the probes that measured it.
  public static OptionalLong reached(List<Probe> probes, RunCriterion criterion, String set) {
    CrossingDetector detector = criterion.crossing(set);
    probes.stream()
        .filter(each -> criterion.isMeasured(each, set))
        .forEach(each -> detector.accept(each.step(), criterion.value(each, set)));
    return detector.crossing().first();
  }

  /// What is gained of what there is to gain between guessing and the threshold.
  private static double gained(Probe probe, RunCriterion run) {
    Criterion criterion = run.criterion();
    double guess = criterion.score(criterion.guessing(run.baseline(Probe.VALIDATION)));
    double top = criterion.score(run.thresholds().validation());
    return (criterion.score(run.value(probe, Probe.VALIDATION)) - guess) / (top - guess);
  }

  private static double log(Probe probe, String loss, double guess) {
    double share = probe.valueOrNaN(loss) / guess;
    return Double.isNaN(share)
        ? Double.NaN
        : Math.clamp(StrictMath.log(Math.max(0, share)), LOWEST, MOST);
  }

  /// The same with one number more, and 0 for every other of some names that it has not.
  public View with(String name, double value, List<String> others) {
    SequencedMap<String, Double> more = new LinkedHashMap<>(values);
    others.forEach(each -> more.putIfAbsent(each, 0.0));
    more.put(name, value);
    return new View(memorised, now, more);
  }

  /// Whether it has all of these.
  boolean has(List<String> names) {
    return names.stream().allMatch(name -> Double.isFinite(values.getOrDefault(name, Double.NaN)));
  }

  /// @throws IllegalArgumentException if it has no number of that name
  double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The view at step %d has no %s; it has %s"
              .formatted(now, name, String.join(", ", values.keySet())));
    }
    return value;
  }

  /// Numbers over the steps at which they were measured.
  private record Line(long[] steps, double[] heights) {
    static Line of(List<Probe> probes, java.util.function.ToDoubleFunction<Probe> height) {
      List<Probe> some =
          probes.stream().filter(each -> Double.isFinite(height.applyAsDouble(each))).toList();
      return new Line(
          some.stream().mapToLong(Probe::step).toArray(),
          some.stream().mapToDouble(height).toArray());
    }

    boolean isEmpty() {
      return steps.length == 0;
    }

    Line since(long step) {
      int from = 0;
      while (from < steps.length - 1 && steps[from] < step) {
        from++;
      }
      return new Line(
          Arrays.copyOfRange(steps, from, steps.length),
          Arrays.copyOfRange(heights, from, steps.length));
    }

    double first(int count) {
      return Arrays.stream(heights).limit(count).average().orElse(Double.NaN);
    }

    double last(int count) {
      return Arrays.stream(heights)
          .skip(Math.max(0, steps.length - count))
          .average()
          .orElse(Double.NaN);
    }

    double highest() {
      return Arrays.stream(heights).max().orElse(Double.NaN);
    }

    /// Least squares against ln step from half the last step on, over three points at least.
    double slope() {
      Line part =
          since(Math.min(steps[steps.length - 1] / 2, steps[Math.max(0, steps.length - FEW)]));
      double[] logs =
          Arrays.stream(part.steps)
              .mapToDouble(s -> StrictMath.log((double) Math.max(1, s)))
              .toArray();
      double x = Arrays.stream(logs).average().orElse(0);
      double y = part.first(part.steps.length);
      double xx = 0;
      double xy = 0;
      for (int i = 0; i < logs.length; i++) {
        xx += (logs[i] - x) * (logs[i] - x);
        xy += (logs[i] - x) * (part.heights[i] - y);
      }
      return xx == 0 ? 0 : xy / xx;
    }
  }
}
