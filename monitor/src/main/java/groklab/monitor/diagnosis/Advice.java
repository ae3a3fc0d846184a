package groklab.monitor.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/// Something to try.
///
/// @param text what, and what it may cost
/// @param claims of the catalog that speak for it
/// @param comparisons that speak for it; neither these nor claims = nothing was run here that does
public record Advice(String text, List<Cited> claims, List<Compared> comparisons) {
  public Advice {
    claims = List.copyOf(claims);
    comparisons = List.copyOf(comparisons);
  }

  /// Advice that no comparison speaks for.
  public Advice(String text, List<Cited> claims) {
    this(text, claims, List.of());
  }

  /// What was found when methods were held against each other.
  ///
  /// @param page of the documents that has all of it, e.g. `docs/court.md`
  /// @param found the numbers, in words
  public record Compared(String page, String found) {
    @Override
    public String toString() {
      return "%s: %s".formatted(page, found);
    }
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
    List<String> all =
        Stream.concat(claims.stream(), comparisons.stream()).map(Object::toString).toList();
    return all.isEmpty() ? "no evidence of our own" : String.join("; ", all);
  }

  /// Ids of the catalog's entries that some advice cites, each once.
  public static List<String> entries(List<Advice> all) {
    return all.stream().flatMap(each -> each.claims.stream().map(Cited::entry)).distinct().toList();
  }
}
