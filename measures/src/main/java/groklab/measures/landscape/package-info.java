/// The shape of the loss: curvature, sharpness, slices, tangent kernel, local learning coefficient,
/// oscillations.
///
/// Everything works on small functional interfaces ([Loss], [LossGradient], [BatchLossGradient],
/// [HessianProduct]) over flat weight vectors; what computes them is the caller's business. What
/// "the loss" is decides what is measured: state whether weight decay is part of it.
@NullMarked
package groklab.measures.landscape;

import org.jspecify.annotations.NullMarked;
