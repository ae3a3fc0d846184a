package groklab.monitor.diagnosis;

import groklab.lab.phase.Evidence;
import groklab.monitor.forecast.Forecast;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import groklab.monitor.series.ValidationSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What `groklab diagnose --json` says of a run. Names are a contract: add, never rename.
public final class DiagnosisData {
  private DiagnosisData() {}

  /// The first of its diagnoses stands at the top.
  ///
  /// @param budget the step up to which the chance is asked for; empty = ten times as long as now
  public static Map<String, @Nullable Object> of(DiagnosedRun run, OptionalLong budget) {
    RunLog log = run.log();
    Curves curves = run.curves();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("path", log.path().toString());
    data.put("format", log.format());
    data.put("points", log.points());
    data.put("unit", curves.unit().one());
    data.putAll(of(run.first()));
    data.put("forecast", run.first().forecast().map(each -> of(each, budget)).orElse(null));
    data.put(
        "advice",
        run.advice().stream()
            .map(each -> Map.of("text", each.text(), "evidence", each.evidence()))
            .toList());
    data.put("missing", run.missing());
    data.put("sets", run.diagnoses().stream().map(DiagnosisData::of).toList());
    data.put("series", log.series().stream().map(DiagnosisData::of).toList());
    data.put("remarks", curves.remarks());
    data.put("weights", run.weights().map(WeightData::of).orElse(null));
    return data;
  }

  /// Of a run that has left checkpoints and no log.
  public static Map<String, @Nullable Object> of(WeightReading weights) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("path", weights.path().toString());
    data.put("verdict", Condition.UNKNOWN.label());
    data.put("missing", List.of(Missing.LOG));
    data.put("weights", WeightData.of(weights));
    return data;
  }

  private static Map<String, @Nullable Object> of(Forecast forecast, OptionalLong budget) {
    long until = budget.orElse(forecast.usualBudget());
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("step", forecast.now());
    data.put("budget", until);
    data.put("probability", forecast.probability(until));
    data.put("low", boxed(forecast.step(Forecast.LOW)));
    data.put("median", boxed(forecast.step(Forecast.MEDIAN)));
    data.put("high", boxed(forecast.step(Forecast.HIGH)));
    data.put("curves", forecast.curves());
    data.put("reasons", forecast.reasons());
    data.put("fittedTo", forecast.fittedTo());
    return data;
  }

  private static Map<String, @Nullable Object> of(Diagnosis diagnosis) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("set", diagnosis.set().map(ValidationSet::name).orElse(null));
    data.put("verdict", diagnosis.condition().label());
    data.put("confidence", diagnosis.confidence());
    data.put("criterion", criterion(diagnosis));
    data.put("memorizedAt", boxed(diagnosis.memorised().first()));
    data.put("generalizedAt", boxed(diagnosis.generalised().first()));
    data.put("delayRatio", boxed(diagnosis.delayRatio()));
    data.put("evidence", diagnosis.evidence());
    List<Map<String, @Nullable Object>> phases = new ArrayList<>();
    diagnosis
        .phases()
        .forEach(each ->
            phases.add(
                finding(each.phase().label(), each.step(), each.because(), each.confidence())));
    data.put("phases", phases);
    List<Map<String, @Nullable Object>> sightings = new ArrayList<>();
    diagnosis
        .sightings()
        .forEach(each ->
            sightings.add(
                finding(each.kind().label(), each.step(), each.because(), each.confidence())));
    data.put("sightings", sightings);
    return data;
  }

  private static Map<String, @Nullable Object> criterion(Diagnosis diagnosis) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", diagnosis.criterion().criterion().name());
    data.put("train", diagnosis.criterion().thresholds().train());
    data.put("validation", diagnosis.criterion().thresholds().validation());
    return data;
  }

  private static Map<String, @Nullable Object> finding(
      String name, long step, Evidence because, double confidence) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", name);
    data.put("step", step);
    data.put("evidence", because.sentence());
    data.put("unknown", because.unknown());
    data.put("confidence", confidence);
    return data;
  }

  private static Map<String, @Nullable Object> of(Series series) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", series.name());
    data.put("points", series.size());
    data.put("superseded", series.superseded());
    data.put("lastStep", series.lastStep());
    data.put("last", series.last());
    return data;
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
