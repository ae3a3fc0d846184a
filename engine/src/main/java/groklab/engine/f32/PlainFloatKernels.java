package groklab.engine.f32;

import groklab.engine.f64.LossRows;

/// [FloatKernels] in plain Java: the reference for every other implementation, and what runs
/// without the Vector API.
public final class PlainFloatKernels extends FloatKernelFacade {

  public PlainFloatKernels() {
    super("plain", PlainFloatSpans.INSTANCE, new PlainFloatProducts(), LossRows.plain());
  }
}
