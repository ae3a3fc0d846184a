package groklab.web.sweep;

/// What the page of a sweep shows of a run besides its outcome.
///
/// @param digest of its weights and values, or empty
/// @param command that trains it alone, or empty
public record RunDetail(Curves curves, String digest, String command) {}
