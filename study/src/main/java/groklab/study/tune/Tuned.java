package groklab.study.tune;

import groklab.study.sweep.Outcome;
import java.util.List;
import java.util.SequencedMap;

/// What a search has found.
///
/// @param own the settings that the spec had, with its runs on the seeds that judge
/// @param best the settings that are proposed, likewise; those of `own` where nothing was sooner
/// @param tried every candidate in the order of the search
/// @param finals the candidates that were run on more seeds before one was chosen
public record Tuned(Settled own, Settled best, List<Tried> tried, List<Settled> finals) {
  public Tuned {
    tried = List.copyOf(tried);
    finals = List.copyOf(finals);
  }

  /// @param cap steps after which its run was ended, since it could not be the soonest any more
  /// @param run on the seed of the search
  public record Tried(SequencedMap<String, String> settings, long cap, Outcome run) {}

  /// @param runs on seeds that the search did not see
  public record Settled(SequencedMap<String, String> settings, List<Outcome> runs) {
    public Settled {
      runs = List.copyOf(runs);
    }
  }

  /// How many candidates were ended at their cap.
  ///
  /// @param goal of the search
  public long capped(Goal goal) {
    return tried.stream()
        .filter(each -> each.run.failure().isEmpty() && goal.time(each.run).isEmpty())
        .count();
  }
}
