package groklab.monitor.watch;

/// A series left the level at which it had stood.
///
/// @param series its name
/// @param start step of the first point beyond the level
/// @param seen step of the second one, at which that could be known
/// @param from the level, a median
/// @param to value at the second point
public record Leap(String series, long start, long seen, double from, double to) {}
