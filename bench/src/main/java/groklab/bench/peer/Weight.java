package groklab.bench.peer;

/// A parameter at step 0.
///
/// @param name its stored name
/// @param shape its stored shape
/// @param values row-major
public record Weight(String name, long[] shape, float[] values) {}
