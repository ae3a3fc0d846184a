package groklab.lab.update;

/// Numbers of a part's own that belong to no weight, kept in checkpoints in float64.
///
/// @param name in the part; a checkpoint calls the tensor LABEL.NAME
/// @param numbers the live array, which the part works with and a loaded checkpoint overwrites
public record Table(String name, double[] numbers) {}
