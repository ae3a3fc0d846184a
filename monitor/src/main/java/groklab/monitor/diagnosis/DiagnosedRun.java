package groklab.monitor.diagnosis;

import groklab.monitor.checkpoint.WeightHistory;
import groklab.monitor.log.RunLog;
import groklab.monitor.log.Series;
import groklab.monitor.series.Curves;
import java.util.List;
import java.util.Optional;

/// A run of somebody else's program with all that is said of it.
///
/// @param question what is known of it besides its log
/// @param diagnoses one for each validation set, at least one; advice goes by the first
/// @param weights what its checkpoints say; empty = there are none, or nobody has read them
public record DiagnosedRun(
    RunLog log,
    Curves curves,
    Question question,
    List<Diagnosis> diagnoses,
    Optional<WeightReading> weights) {
  public DiagnosedRun {
    diagnoses = List.copyOf(diagnoses);
  }

  /// Diagnoses a run from its log.
  ///
  /// @param question goes before what the run's own files say
  public static DiagnosedRun of(RunLog log, Curves curves, Question question) {
    Question known = question.and(log.settings());
    return new DiagnosedRun(
        log, curves, known, new Diagnoser(known).diagnose(curves), Optional.empty());
  }

  /// The same with its checkpoints.
  public DiagnosedRun with(WeightHistory history) {
    WeightReading reading = WeightReading.of(history, first(), curves.unit());
    return new DiagnosedRun(log, curves, question, diagnoses, Optional.of(reading));
  }

  /// The diagnosis that stands at the top.
  public Diagnosis first() {
    return diagnoses.getFirst();
  }

  /// What to try, the likeliest first.
  public List<Advice> advice() {
    return Advisor.of(first(), question, curves.unit(), weights);
  }

  /// What the log does not hold, sentences.
  public List<String> missing() {
    return Missing.of(curves, question, weights.isPresent());
  }

  /// The last step of a loss or an accuracy, in units of the log; 0 = there is none.
  public long lastStep() {
    return curves.all().mapToLong(Series::lastStep).max().orElse(0);
  }

  /// The most points of a series that a restart has logged again or made void.
  public int superseded() {
    return log.series().stream().mapToInt(Series::superseded).max().orElse(0);
  }
}
