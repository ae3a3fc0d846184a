package groklab.catalog;

/// A statement of a source that is not a claim here.
///
/// @param statement in short
/// @param reason one sentence
public record Omission(String statement, String reason) {}
