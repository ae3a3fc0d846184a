package groklab.web.foreign;

import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.log.StepUnit;
import groklab.monitor.series.ValidationSet;
import groklab.web.Words;

/// A diagnosis in words, the same ones on a page of its own and in the dashboard.
final class DiagnosisWords {
  private DiagnosisWords() {}

  /// The set of examples that a diagnosis goes by.
  static String set(Diagnosis diagnosis) {
    return diagnosis.set().map(ValidationSet::name).orElse("the training set");
  }

  /// `1 epoch`, `120 steps`.
  static String count(long count, StepUnit unit) {
    return Words.count(count, unit.one(), unit.many());
  }

  /// The verdict as a sentence: by which set where there are several, and seen from what where that
  /// is less than usual.
  static String verdict(DiagnosedRun run, Diagnosis diagnosis) {
    String by = run.diagnoses().size() > 1 ? "by %s, ".formatted(set(diagnosis)) : "";
    String from = diagnosis.isFromLosses() ? ", seen from losses alone" : "";
    return sentence(by + diagnosis.condition().words() + from);
  }

  /// With a capital and a full stop.
  static String sentence(String text) {
    String capital = Words.sentence(text);
    return capital.endsWith(".") ? capital : capital + ".";
  }
}
