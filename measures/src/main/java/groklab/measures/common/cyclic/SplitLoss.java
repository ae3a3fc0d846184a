package groklab.measures.common.cyclic;

/// A mean cross-entropy (natural logarithm) over the training cells, over the others and over all.
///
/// @param train NaN if no cell is trained on
/// @param test NaN if every cell is trained on
/// @param all over the whole table
public record SplitLoss(double train, double test, double all) {}
