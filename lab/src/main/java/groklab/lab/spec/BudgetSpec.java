package groklab.lab.spec;

import groklab.lab.kind.Check;

/// When a run ends.
///
/// @param steps optimiser steps at most
/// @param stopWhen an event that ends the run earlier: a quarter of its own time after it, so that
///     the curves show what it leads to
/// @param memoriseBy steps after which a run is given up unless its training set has reached its
///     threshold; 0 = never
/// @param generaliseBy the same of the validation set, in multiples of T_mem; 0 = never
public record BudgetSpec(long steps, StopWhen stopWhen, long memoriseBy, double generaliseBy) {

  public BudgetSpec {
    Check.between(1, steps, Long.MAX_VALUE, "budget.steps", "40000");
    Check.between(0, memoriseBy, Long.MAX_VALUE, "budget.memoriseBy", "2000");
    Check.that(
        generaliseBy == 0 || (generaliseBy > 1 && Double.isFinite(generaliseBy)),
        "budget.generaliseBy",
        generaliseBy,
        "a number above 1, or 0 for never",
        "100");
  }

  public enum StopWhen {
    NEVER,
    /// train accuracy stable above its threshold
    MEMORISED,
    /// validation accuracy stable above its threshold
    GENERALISED
  }
}
