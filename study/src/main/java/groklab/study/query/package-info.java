/// Runs as tables that SQL can ask, by DuckDB: those of run directories and those of sweeps alike.
@NullMarked
package groklab.study.query;

import org.jspecify.annotations.NullMarked;
