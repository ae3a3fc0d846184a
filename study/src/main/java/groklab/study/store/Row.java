package groklab.study.store;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Summary;
import groklab.study.sweep.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.apache.commons.statistics.descriptive.Median;

/// A run of a sweep that has ended, as a store keeps it.
///
/// @param id of the run, see [groklab.study.sweep.Job]
/// @param settings what the axes say of it: path of a key to its value as TOML
/// @param end what became of it
public record Row(String id, SequencedMap<String, String> settings, long seed, End end) {
  private static final int LAST = 3;

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

  /// A run whose budget ended while it was learning has not shown yet what it is: in its
  /// transition, or with a set that is not learnt yet clearly better than at half of its steps.
  private static boolean isOpen(End.Finished done) {
    Summary.Outcome outcome = done.summary().outcome();
    return done.reason().equals("budget")
        && outcome.generalised().first().isEmpty()
        && (endsInTransition(done)
            || rises(done, Probe.VALIDATION)
            || (outcome.memorised().first().isEmpty() && rises(done, Probe.TRAIN)));
  }

  private static boolean endsInTransition(End.Finished done) {
    List<PhaseSpan> phases = done.summary().course().phases();
    return !phases.isEmpty() && phases.getLast().phase() == Phase.TRANSITION;
  }

  private static boolean rises(End.Finished done, String set) {
    Summary summary = done.summary();
    return summary
        .outcome()
        .criterion()
        .filter(of -> {
          long half = summary.training().steps() / 2;
          List<Probe> early = done.probes().stream().filter(at -> at.step() <= half).toList();
          return late(of, done.probes(), set) - late(of, early, set) >= of.criterion().clear();
        })
        .isPresent();
  }

  /// The score of a set at the end of some probes: the median of the last ones, since one alone may
  /// lie in a slingshot. NaN without any.
  private static double late(RunCriterion of, List<Probe> probes, String set) {
    double[] scores =
        probes.stream()
            .filter(probe -> of.isMeasured(probe, set))
            .mapToDouble(probe -> of.criterion().score(of.value(probe, set)))
            .toArray();
    int from = Math.max(0, scores.length - LAST);
    return Median.withDefaults().evaluate(Arrays.copyOfRange(scores, from, scores.length));
  }
}
