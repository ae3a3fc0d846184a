/// What the singular values of a weight matrix say: ranks and entropies, the power-law tail and the
/// random-matrix diagnostics of WeightWatcher 0.7.5.5 (CalculatedContent/WeightWatcher), with every
/// convention spelled out.
///
/// σ are singular values, λ = σ² the eigenvalues of WᵀW (not divided by the number of rows, not
/// centred), N the larger and M the smaller dimension of W, Q = N/M. Logarithms are natural unless
/// a name says otherwise.
@NullMarked
package groklab.measures.spectrum;

import org.jspecify.annotations.NullMarked;
