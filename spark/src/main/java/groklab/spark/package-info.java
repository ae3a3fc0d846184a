/// Sweeps on Apache Spark: the driver shares the runs out as tasks, and each task writes a part of
/// the sweep's store. On the class path, not a module: Spark's jars share packages.
@NullMarked
package groklab.spark;

import org.jspecify.annotations.NullMarked;
