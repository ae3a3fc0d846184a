package groklab.study.store;

import groklab.lab.criterion.Crossing;
import groklab.lab.phase.OpenEnd;
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
            isOpen(done) ? Optional.empty() : Optional.of(of.verdict()),
            of.memorised(),
            of.generalised(),
            done.summary().training().steps(),
            Optional.empty());
      }
      case End.Failed(String cause) -> failed(id, settings, seed, cause);
    };
  }

  static Outcome failed(String id, SequencedMap<String, String> settings, long seed, String cause) {
    var unknown = new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    return new Outcome(
        id, settings, seed, Optional.empty(), unknown, unknown, 0, Optional.of(cause));
  }

  /// Whether the run has not shown what it is, see [OpenEnd]. Summaries did not always say so.
  private static boolean isOpen(End.Finished done) {
    Summary.Outcome outcome = done.summary().outcome();
    return outcome
        .decided()
        .map(decided -> !decided)
        .orElseGet(() ->
            outcome
                .criterion()
                .filter(of ->
                    OpenEnd.isOpen(
                        of,
                        done.probes(),
                        done.reason(),
                        outcome.memorised().first(),
                        outcome.generalised().first(),
                        done.summary().course().phases()))
                .isPresent());
  }
}
