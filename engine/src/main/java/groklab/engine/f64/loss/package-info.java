/// The losses of both precisions, computed in double precision. Written by hand, beside the
/// generated packages.
@NullMarked
package groklab.engine.f64.loss;

import org.jspecify.annotations.NullMarked;
