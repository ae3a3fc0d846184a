package groklab.catalog;

import groklab.catalog.check.Check;

/// A statement of the literature that can be checked.
///
/// @param id within its entry, e.g. `unlearns`
/// @param text what is claimed, one sentence
/// @param source where it stands, and where its numbers come from
/// @param check with its tolerance, which stands here before the first run of the claim
/// @param smaller what is done smaller than in the source, or empty
public record Claim(String id, String text, String source, Tier tier, Check check, String smaller) {
  /// One of the quick tier at the source's own size.
  public static Claim of(String id, String text, String source, Check check) {
    return new Claim(id, text, source, Tier.QUICK, check, "");
  }

  /// The same in the tier of those that take longer.
  public Claim full() {
    return new Claim(id, text, source, Tier.FULL, check, smaller);
  }

  /// The same, done smaller.
  public Claim smaller(String how) {
    return new Claim(id, text, source, tier, check, how);
  }
}
