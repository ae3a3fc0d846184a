/// Benchmarks: measured speed beside the machine's peak, correctness first.
@NullMarked
package groklab.bench;

import org.jspecify.annotations.NullMarked;
