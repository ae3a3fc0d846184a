package groklab.monitor.diagnosis;

import java.util.List;

/// Something to try.
///
/// @param text what, and what it may cost
/// @param claims of the catalog that speak for it; none = nothing was run here that does
public record Advice(String text, List<Cited> claims) {
  public Advice {
    claims = List.copyOf(claims);
  }

  /// A claim of the catalog.
  ///
  /// @param entry id of its system, e.g. `varma2023`
  /// @param claim its id there
  /// @param judgement that was recorded of it, e.g. `reproduced`
  public record Cited(String entry, String claim, String judgement) {
    @Override
    public String toString() {
      return "%s %s, %s here".formatted(entry, claim, judgement);
    }
  }

  /// What speaks for it, in words.
  public String evidence() {
    return claims.isEmpty()
        ? "no evidence of our own"
        : String.join("; ", claims.stream().map(Cited::toString).toList());
  }

  /// Ids of the catalog's entries that some advice cites, each once.
  public static List<String> entries(List<Advice> all) {
    return all.stream().flatMap(each -> each.claims.stream().map(Cited::entry)).distinct().toList();
  }
}
