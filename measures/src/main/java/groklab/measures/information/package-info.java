/// What groups of neurons or tokens say about one another: Gaussian-copula entropies, O-information
/// and the search for the most synergistic group (clauw2024), plug-in mutual information,
/// divergences between answers.
@NullMarked
package groklab.measures.information;

import org.jspecify.annotations.NullMarked;
