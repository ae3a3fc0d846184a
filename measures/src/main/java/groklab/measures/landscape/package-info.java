/// The shape of the loss: curvature, sharpness, slices, tangent kernel, local learning coefficient.
///
/// Everything works on functions of flat weight vectors ([LossGradient], [BatchLossGradient],
/// [groklab.lab.measure.function.HessianProduct]); what computes them is the caller's business.
/// What "the loss" is decides what is measured: state whether weight decay is part of it.
@NullMarked
package groklab.measures.landscape;

import org.jspecify.annotations.NullMarked;
