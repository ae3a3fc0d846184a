package groklab.engine.f32;

import groklab.engine.f32.loop.FloatMixtures;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.f32.loop.FloatReductions;
import groklab.engine.f32.loop.FloatSpans;
import groklab.engine.f32.loop.FloatUpdates;
import groklab.engine.f32.plain.PlainFloatMixtures;
import groklab.engine.f32.plain.PlainFloatProducts;
import groklab.engine.f32.plain.PlainFloatReductions;
import groklab.engine.f32.plain.PlainFloatSpans;
import groklab.engine.f32.plain.PlainFloatUpdates;
import groklab.engine.f32.rows.FloatAttention;
import groklab.engine.f32.rows.FloatLoss;
import groklab.engine.f32.rows.FloatNormalization;
import groklab.engine.f32.rows.FloatRows;
import groklab.engine.f32.rows.FloatSoftmax;
import groklab.engine.f32.rows.FloatSquaredError;
import groklab.engine.f32.simd.SimdFloatMixtures;
import groklab.engine.f32.simd.SimdFloatProducts;
import groklab.engine.f32.simd.SimdFloatReductions;
import groklab.engine.f32.simd.SimdFloatSpans;
import groklab.engine.f32.simd.SimdFloatUpdates;
import groklab.engine.f64.loss.LossKernels;
import jdk.incubator.vector.FloatVector;

/// Every numeric kernel of the engine, in single precision: callers ask the part that computes.
///
/// [#plain] and [#simd] give the same bits for every input. They differ in the inner loops alone,
/// from which the other parts are built.
///
/// @param name short, for diagnostics and provenance, e.g. `plain` or `simd-512`
public record FloatKernels(
    String name,
    FloatRows rows,
    FloatSoftmax softmax,
    FloatLoss loss,
    FloatSquaredError squaredError,
    FloatNormalization normalization,
    FloatAttention attention,
    FloatProducts products,
    FloatUpdates updates) {

  /// The fastest kernels of this machine, or those that the system property `groklab.kernels`
  /// (`plain` or `simd`) names.
  ///
  /// @throws IllegalArgumentException for another value of the property
  /// @throws IllegalStateException if `simd` is demanded and absent
  public static FloatKernels preferred() {
    return FloatKernelChoice.preferred();
  }

  /// Plain Java: the reference, and what runs without the Vector API.
  public static FloatKernels plain() {
    return of(
        "plain",
        PlainFloatSpans.INSTANCE,
        PlainFloatReductions.INSTANCE,
        new PlainFloatMixtures(),
        LossKernels.plain(),
        new PlainFloatProducts(),
        PlainFloatUpdates.INSTANCE);
  }

  /// The Vector API, in the longest vectors that the machine prefers.
  public static FloatKernels simd() {
    return of(
        "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize(),
        new SimdFloatSpans(),
        new SimdFloatReductions(),
        new SimdFloatMixtures(),
        LossKernels.simd(),
        new SimdFloatProducts(),
        new SimdFloatUpdates());
  }

  private static FloatKernels of(
      String name,
      FloatSpans spans,
      FloatReductions reductions,
      FloatMixtures mixtures,
      LossKernels losses,
      FloatProducts products,
      FloatUpdates updates) {
    return new FloatKernels(
        name,
        new FloatRows(spans, reductions),
        new FloatSoftmax(spans, reductions),
        new FloatLoss(losses.crossEntropy()),
        new FloatSquaredError(losses.squaredError()),
        new FloatNormalization(spans, reductions),
        new FloatAttention(reductions, mixtures),
        products,
        updates);
  }
}
