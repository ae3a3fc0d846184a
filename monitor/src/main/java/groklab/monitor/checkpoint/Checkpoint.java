package groklab.monitor.checkpoint;

import java.nio.file.Path;
import java.util.OptionalLong;

/// A file with the weights of a step.
///
/// @param step empty = neither its name nor the file says it
public record Checkpoint(Path file, OptionalLong step) {}
