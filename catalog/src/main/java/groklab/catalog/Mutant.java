package groklab.catalog;

import java.util.List;

/// Something done wrong on purpose, after which a claim must no longer hold: a check that no
/// mutant upsets may be one that cannot fail.
///
/// @param what in words
/// @param experiment that is changed
/// @param changes of its spec
/// @param flips ids of the claims that must no longer be reproduced
public record Mutant(String what, String experiment, List<String> changes, List<String> flips) {
  public Mutant {
    changes = List.copyOf(changes);
    flips = List.copyOf(flips);
  }
}
