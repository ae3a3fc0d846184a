package groklab.lab.phase;

/// What was looked for beside the phases, and how well it could be seen: without it, a list with no
/// sighting does not tell "none" from "nobody looked".
///
/// @param kind what was looked for
/// @param words one or a few sentences: where, at how many probes, what was seen, what could have
///     been missed
public record Search(Sighting.Kind kind, String words) {}
