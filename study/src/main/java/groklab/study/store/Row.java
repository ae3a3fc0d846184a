package groklab.study.store;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.study.sweep.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// A run of a sweep that has ended, as a store keeps it.
///
/// @param id of the run, see [groklab.study.sweep.Job]
/// @param settings what the axes say of it: path of a key to its value as TOML
/// @param end what became of it
public record Row(String id, SequencedMap<String, String> settings, long seed, End end) {
  public Row {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /// What became of a run.
  public sealed interface End {
    /// It came to its end.
    ///
    /// @param reason as [RunEvent.Finished#reason]
    record Finished(Summary summary, String reason, List<Probe> probes, List<RunEvent> events)
        implements End {
      public Finished {
        probes = List.copyOf(probes);
        events = List.copyOf(events);
      }
    }

    /// It could not be run.
    ///
    /// @param cause one sentence
    record Failed(String cause) implements End {}
  }

  /// What pictures and fits over many runs ask.
  public Outcome outcome() {
    return switch (end) {
      case End.Finished done -> {
        Summary.Outcome of = done.summary().outcome();
        yield new Outcome(
            id,
            settings,
            seed,
            verdict(done),
            of.memorised(),
            of.generalised(),
            done.summary().training().steps(),
            Optional.empty());
      }
      case End.Failed(String cause) -> {
        var unknown =
            new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        yield new Outcome(
            id, settings, seed, Optional.empty(), unknown, unknown, 0, Optional.of(cause));
      }
    };
  }

  /// A run whose budget ended while validation was on its way up has not shown yet what it is.
  private static Optional<Verdict> verdict(End.Finished done) {
    Summary.Outcome outcome = done.summary().outcome();
    List<PhaseSpan> phases = done.summary().course().phases();
    boolean open =
        done.reason().equals("budget")
            && outcome.generalised().first().isEmpty()
            && !phases.isEmpty()
            && phases.getLast().phase() == Phase.TRANSITION;
    return open ? Optional.empty() : Optional.of(outcome.verdict());
  }
}
