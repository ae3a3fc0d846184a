package groklab.web.diagram;

/// What a figure of a sweep says besides its numbers.
///
/// @param sweep its name
/// @param terms what holds for every run, one sentence: thresholds and budget, e.g.
///     `Learnt at an accuracy of 99 %; 20,000 steps each.`
public record Caption(String sweep, String terms) {}
