/// Runs what claims need, keeps it, judges, and records what was found.
@NullMarked
package groklab.catalog.reproduce;

import org.jspecify.annotations.NullMarked;
