package groklab.web;

import groklab.lab.criterion.Criteria;
import groklab.lab.phase.Finding;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.rundir.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Events in words.
final class EventWords {
  private EventWords() {}

  /// For each event of a run, in their order: the step, what happened, and the details.
  ///
  /// A branch begins as a run does that goes on: with a checkpoint. That is no interruption.
  static List<List<String>> rows(RunData run) {
    var rows = new ArrayList<List<String>>();
    var begins = run.branch().map(branch -> branch.from().step());
    for (RunEvent event : run.events()) {
      boolean branches =
          event instanceof RunEvent.Resumed(long step) && begins.filter(b -> b == step).isPresent();
      begins = branches ? Optional.empty() : begins;
      rows.add(
          List.of(
              Words.steps(event.step()),
              branches ? "branched off" : name(run, event),
              details(event)));
    }
    return rows;
  }

  private static String name(RunData run, RunEvent event) {
    return switch (event) {
      case RunEvent.Memorised _ ->
          run.hasTrainingSet() ? reaches(run, "memorised") : "sample of the examples";
      case RunEvent.Generalised _ -> reaches(run, "generalised");
      case RunEvent.PhaseBegan(_, PhaseSpan span) -> "phase: " + span.phase().label();
      case RunEvent.Sighted(_, Sighting sighting) -> "seen: " + sighting.kind().label();
      case RunEvent.Turned _ -> "turn";
      case RunEvent.NotTurned _ -> "turn not done";
      case RunEvent.Steered(_, String controller, String _, String _) -> "by " + controller;
      case RunEvent.Distrusted(_, String controller, String _) -> controller + " refused";
      case RunEvent.CheckpointWritten _ -> "checkpoint";
      case RunEvent.Interrupted _ -> "interrupted";
      case RunEvent.Resumed _ -> "resumed";
      case RunEvent.Finished _ -> "finished";
    };
  }

  /// A run that samples only visits what fits.
  private static String reaches(RunData run, String what) {
    return run.spec().sampler().isPresent() ? "visited: " + what : what;
  }

  private static String details(RunEvent event) {
    return switch (event) {
      case RunEvent.Memorised(_, String criterion, double value) ->
          "train " + reached(criterion, value);
      case RunEvent.Generalised(_, String criterion, double value) ->
          "validation " + reached(criterion, value);
      case RunEvent.PhaseBegan(long known, PhaseSpan span) ->
          since(known, span) + Words.evidence(span);
      case RunEvent.Sighted(long known, Sighting sighting) ->
          since(known, sighting) + Words.evidence(sighting) + until(sighting);
      case RunEvent.Turned(_, int _, String words) -> words;
      case RunEvent.NotTurned(_, int turn, String words, String why) ->
          "turn[%d] (%s): %s; the run went on without it".formatted(turn, words, why);
      case RunEvent.Steered(_, String _, String words, String why) -> words + ": " + why;
      case RunEvent.Distrusted(_, String _, String why) -> why + "; the run went on without it";
      case RunEvent.CheckpointWritten(_, String file) -> file;
      case RunEvent.Interrupted _ -> "everything was saved";
      case RunEvent.Resumed _ -> "from the checkpoint of this step";
      case RunEvent.Finished(_, String reason) -> reason;
    };
  }

  /// `accuracy 99.1 %`.
  private static String reached(String name, double value) {
    return Criteria.find(name)
        .map(criterion -> criterion.noun() + " " + criterion.format(value))
        .orElse(name + " " + Words.value(value));
  }

  private static String since(long known, Finding finding) {
    return finding.step() == known ? "" : "since step %s: ".formatted(Words.steps(finding.step()));
  }

  /// `, until step 7,100`, or nothing.
  static String until(Sighting sighting) {
    return sighting.until().isPresent()
        ? ", until step " + Words.steps(sighting.until().getAsLong())
        : "";
  }
}
