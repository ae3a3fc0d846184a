/// Fourier measures of networks that compute in a cyclic group Z_m: spectra, key frequencies,
/// restricted and excluded loss, variance explained, concentration, clock and pizza, phase
/// relations.
///
/// Everything is stated for the operation z = x + y in Z_m, on arrays in *standard order*: a table
/// over all inputs is a matrix of m² rows, row number x·m + y; logits have m columns, column number
/// z; a table over tokens has m rows. Other operations (subtraction, multiplication and division
/// modulo a prime) are brought to this form by [groklab.measures.common.cyclic.CyclicLabels], which
/// says which token and which class is which group element.
///
/// Frequencies k run over 1..⌊m/2⌋ with w_k = 2πk/m. For even m the highest, k = m/2, has a cosine
/// and no sine. Logarithms are natural. Sums run in a fixed order on one thread, so recorded values
/// have the same bits everywhere.
@NullMarked
package groklab.measures.fourier;

import org.jspecify.annotations.NullMarked;
