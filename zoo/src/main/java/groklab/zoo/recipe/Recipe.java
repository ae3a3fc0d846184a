package groklab.zoo.recipe;

import groklab.lab.spec.About;

/// A spec file that comes with Groklab.
///
/// @param name what the command line calls it
/// @param about what it is for and what to expect
/// @param toml the file as it was written: only what differs from its base or from the defaults
public record Recipe(String name, About about, String toml) {}
