package groklab.api;

import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.Advice;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.importer.LogFinder;
import groklab.monitor.log.RunLog;
import groklab.monitor.series.Curves;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.series.ValidationSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What is said of a run of any program by one of its validation sets.
///
/// @param run the log's path
/// @param set name of the validation set; empty text = the log has none
/// @param verdict e.g. `grokked`, `may-grok`, `ordinary-overfitting`, as `groklab diagnose` says it
/// @param confidence that the verdict is named right, in (0, 1)
/// @param memorized T_mem in units of the log; empty = not seen
/// @param generalized T_grok; empty = not seen
/// @param evidence sentences with the numbers
/// @param advice what to try, the likeliest first; by the first set of the run
/// @param missing what would have to be logged to know more
public record Diagnosed(
    Path run,
    String set,
    String verdict,
    double confidence,
    OptionalLong memorized,
    OptionalLong generalized,
    List<String> evidence,
    List<String> advice,
    List<String> missing) {
  public Diagnosed {
    evidence = List.copyOf(evidence);
    advice = List.copyOf(advice);
    missing = List.copyOf(missing);
  }

  /// Diagnoses every run that a file or folder holds, in any format that `groklab diagnose` reads.
  ///
  /// @return one for each validation set of each run
  /// @throws RunFileException if nothing there is a log with a loss or an accuracy
  public static List<Diagnosed> of(Path path) {
    List<Diagnosed> all = new ArrayList<>();
    for (RunLog log : LogFinder.search(path)) {
      Curves curves = new CurvesReader(CurvesReader.Told.NOTHING).read(log);
      if (!curves.isEmpty()) {
        add(all, DiagnosedRun.of(log, curves, Question.PLAIN));
      }
    }
    if (all.isEmpty()) {
      throw new RunFileException(
          "%s holds no log with a loss or an accuracy; groklab diagnose --help says what is read"
              .formatted(path));
    }
    return List.copyOf(all);
  }

  private static void add(List<Diagnosed> all, DiagnosedRun run) {
    List<String> advice = run.advice().stream().map(Advice::text).toList();
    for (Diagnosis each : run.diagnoses()) {
      all.add(
          new Diagnosed(
              run.log().path(),
              each.set().map(ValidationSet::name).orElse(""),
              each.condition().label(),
              each.confidence(),
              each.memorised().first(),
              each.generalised().first(),
              each.evidence(),
              advice,
              run.missing()));
    }
  }
}
