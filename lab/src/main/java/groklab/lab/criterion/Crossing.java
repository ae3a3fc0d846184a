package groklab.lab.criterion;

import java.util.OptionalLong;

/// When a set of examples reached the threshold of its run's criterion. The unit is the *probe*
/// step: the true step lies between this probe and the one before, so the probe grid belongs to
/// every such number.
///
/// T_mem is the crossing of the training set, T_grok that of the validation set.
///
/// @param first the first probe step with a value at the threshold or beyond; empty = censored
/// @param stable the first probe step from which the value never again falls behind the threshold,
///     if that holds for as many probes as the criterion asks for; empty = censored
/// @param observedUntil the last probe step, at which a missing crossing is censored; empty without
///     any probe
public record Crossing(OptionalLong first, OptionalLong stable, OptionalLong observedUntil) {}
