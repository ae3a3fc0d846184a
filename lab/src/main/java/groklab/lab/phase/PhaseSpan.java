package groklab.lab.phase;

/// A phase that began. It ends where the next one begins.
///
/// @param step the probe step at which it began
/// @param because what it was told from, and what could not be known
/// @param confidence in (0, 1): (agreeing probes + 1) / (probes + 2) over the probes since it
///     began, the rule of succession; one probe gives 0.67, ten agreeing ones 0.92. Where two
///     phases fit what was measured equally well, at most 0.5. It speaks of the steadiness of the
///     curve, not of what the network has learned
public record PhaseSpan(Phase phase, long step, Evidence because, double confidence)
    implements Finding {}
