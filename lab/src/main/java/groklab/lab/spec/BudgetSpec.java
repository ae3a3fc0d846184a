package groklab.lab.spec;

import groklab.lab.kind.Check;

/// When a run ends.
///
/// @param steps optimiser steps at most
/// @param stopWhen an event that ends the run earlier: a quarter of its own time after it, so that
///     the curves show what it leads to
public record BudgetSpec(long steps, StopWhen stopWhen) {

  public BudgetSpec {
    Check.between(1, steps, Long.MAX_VALUE, "budget.steps", "40000");
  }

  public enum StopWhen {
    NEVER,
    /// train accuracy stable above its threshold
    MEMORISED,
    /// validation accuracy stable above its threshold
    GENERALISED
  }
}
