package groklab.lab.rundir;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;

/// Something that happened in a run. One line of `events.jsonl`:
/// `{"step":150,"type":"memorised","accuracy":0.991}`.
public sealed interface RunEvent {

  /// The step after which it happened.
  long step();

  /// The training set reached its threshold for the first time.
  ///
  /// @param criterion name of the run's criterion, the key of the value in the file
  record Memorised(long step, String criterion, double value) implements RunEvent {}

  /// The validation set reached its threshold for the first time.
  ///
  /// @param criterion name of the run's criterion, the key of the value in the file
  record Generalised(long step, String criterion, double value) implements RunEvent {}

  /// A phase became known.
  ///
  /// @param step the probe step at which it became known, later than the one at which it began
  record PhaseBegan(long step, PhaseSpan span) implements RunEvent {}

  /// Something beside the phases became known, or an episode that had become known has ended.
  ///
  /// @param step the probe step at which it became known; it began no later
  record Sighted(long step, Sighting sighting) implements RunEvent {}

  /// The spec changed something, before the update after this step.
  ///
  /// @param turn its number in the spec's list, from 0
  /// @param words what it did
  record Turned(long step, int turn, String words) implements RunEvent {}

  /// What the spec wanted to change could not be, and the run goes on without it.
  ///
  /// @param turn its number in the spec's list, from 0
  /// @param words what it was to do
  /// @param why a sentence without its end
  record NotTurned(long step, int turn, String words, String why) implements RunEvent {}

  /// A controller changed something, before the update after this step.
  ///
  /// @param controller name of its kind
  /// @param words what it did
  /// @param why the numbers that it followed from
  record Steered(long step, String controller, String words, String why) implements RunEvent {}

  /// A controller wanted what cannot be. That is not made, and it has no say from here on.
  ///
  /// @param controller name of its kind
  record Distrusted(long step, String controller, String why) implements RunEvent {}

  /// A checkpoint was written.
  ///
  /// @param file relative to the run directory
  record CheckpointWritten(long step, String file) implements RunEvent {}

  /// The run was interrupted with everything saved.
  record Interrupted(long step) implements RunEvent {}

  /// The run went on from a checkpoint.
  record Resumed(long step) implements RunEvent {}

  /// The run ended.
  ///
  /// @param reason `budget`, the event of `budget.stopWhen`, or what it was given up for:
  ///     `not-memorised` (`budget.memoriseBy`), `not-generalised` (`budget.generaliseBy`)
  record Finished(long step, String reason) implements RunEvent {}
}
