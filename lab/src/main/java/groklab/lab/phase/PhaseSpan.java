package groklab.lab.phase;

/// A phase that began.
///
/// @param step the probe step at which it began
/// @param evidence one sentence with the numbers that it was told from
/// @param confidence in (0, 1): (agreeing probes + 1) / (probes + 2) over the probes since it began, the rule of
///     succession; one probe gives 0.67, ten agreeing ones 0.92. It speaks of the steadiness of the curve, not of
///     what the network has learned
public record PhaseSpan(Phase phase, long step, String evidence, double confidence) {}
