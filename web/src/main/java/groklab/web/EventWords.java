package groklab.web;

import groklab.lab.phase.PhaseSpan;
import groklab.lab.rundir.RunEvent;
import java.util.List;

/// Events in words.
final class EventWords {
  private EventWords() {}

  /// The step, what happened, and the details.
  static List<String> row(RunEvent event) {
    return List.of(Words.steps(event.step()), name(event), details(event));
  }

  private static String name(RunEvent event) {
    return switch (event) {
      case RunEvent.Memorised _ -> "memorised";
      case RunEvent.Generalised _ -> "generalised";
      case RunEvent.PhaseBegan(_, PhaseSpan span) -> "phase: " + span.phase().label();
      case RunEvent.CheckpointWritten _ -> "checkpoint";
      case RunEvent.Interrupted _ -> "interrupted";
      case RunEvent.Resumed _ -> "resumed";
      case RunEvent.Finished _ -> "finished";
    };
  }

  private static String details(RunEvent event) {
    return switch (event) {
      case RunEvent.Memorised(_, double accuracy) -> "train accuracy " + Words.percent(accuracy);
      case RunEvent.Generalised(_, double accuracy) ->
          "validation accuracy " + Words.percent(accuracy);
      case RunEvent.PhaseBegan(long known, PhaseSpan span) ->
          span.step() == known
              ? span.evidence()
              : "since step %s: %s".formatted(Words.steps(span.step()), span.evidence());
      case RunEvent.CheckpointWritten(_, String file) -> file;
      case RunEvent.Interrupted _ -> "everything was saved";
      case RunEvent.Resumed _ -> "from the checkpoint of this step";
      case RunEvent.Finished(_, String reason) -> reason;
    };
  }
}
