package groklab.lab.phase;

/// Something found in a run: a phase, or something seen beside the phases.
public sealed interface Finding permits PhaseSpan, Sighting {

  /// The probe step at which it began; it may become known later.
  long step();

  /// What it was told from.
  Evidence because();

  /// In (0, 1).
  double confidence();

  /// One or a few sentences with the numbers.
  default String evidence() {
    return because().sentence();
  }
}
