package groklab.engine.f32;

import groklab.engine.f64.LossRows;
import jdk.incubator.vector.FloatVector;

/// [FloatKernels] with the Vector API in the longest vectors that the machine prefers; the same
/// bits as [PlainFloatKernels].
public final class SimdFloatKernels extends FloatKernelFacade {

  public SimdFloatKernels() {
    super(
        "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize(),
        new SimdFloatSpans(),
        new SimdFloatProducts(),
        LossRows.simd());
  }
}
