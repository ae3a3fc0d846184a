package groklab.catalog.check;

/// What was seen, and what that means for the claim.
///
/// @param seen one line, with the number of each run
public record Finding(Judgement judgement, String seen) {}
