package groklab.study.tune;

import groklab.study.diagram.MedianTime;
import groklab.study.sweep.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What should come sooner.
public enum Goal {
  GENERALIZED_AT("generalizedAt", "T_grok", "generalised") {
    @Override
    public OptionalLong time(Outcome run) {
      return run.generalised().first();
    }
  },
  MEMORIZED_AT("memorizedAt", "T_mem", "memorised") {
    @Override
    public OptionalLong time(Outcome run) {
      return run.memorised().first();
    }
  };

  private final String label;
  private final String symbol;
  private final String stopWhen;

  Goal(String label, String symbol, String stopWhen) {
    this.label = label;
    this.symbol = symbol;
    this.stopWhen = stopWhen;
  }

  /// Its name in `summary.json`.
  public String label() {
    return label;
  }

  /// What people call it.
  public String symbol() {
    return symbol;
  }

  /// The `budget.stopWhen` of runs that are made for it.
  String stopWhen() {
    return stopWhen;
  }

  /// Empty = it had not come when the run ended, or the run failed.
  public abstract OptionalLong time(Outcome run);

  /// Over seeds; empty where all runs failed.
  public Optional<MedianTime> median(List<Outcome> runs) {
    return MedianTime.ofRuns(runs, this::time);
  }
}
