/// Dense matrices in float64 and what is computed of them, for measures and for penalties.
///
/// Recorded measures are part of a run's digest, so everything below `analysis` gives the same bits
/// on every machine: one thread, sums in a fixed order, and no `Math.exp`, `log`, `sin`, `pow`
/// (whose last bit the JVM may choose), but `StrictMath`, the engine's `DoubleMath`, or Hipparchus,
/// which is written in plain arithmetic.
@NullMarked
package groklab.lab.linear;

import org.jspecify.annotations.NullMarked;
