package groklab.lab.criterion;

/// The axis that a criterion's values are drawn on.
///
/// @param label what stands beside it
/// @param logarithmic values at or below 0 cannot be drawn then
/// @param low lower end; NaN = as the values have it
/// @param high upper end; NaN = as the values have it
public record Axis(String label, boolean logarithmic, double low, double high) {}
