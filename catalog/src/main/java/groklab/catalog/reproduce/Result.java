package groklab.catalog.reproduce;

import groklab.catalog.Tier;
import groklab.catalog.check.Judgement;
import groklab.lab.file.Json;
import groklab.lab.file.JsonLines;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What was found of a claim, once.
///
/// @param entry id of its entry
/// @param claim its id there
/// @param seen one line
/// @param runs how many it rests on
/// @param seconds of training that these took, those that other claims use too among them
/// @param date on which it was judged, `2026-11-29`
/// @param commit of Groklab, or `unknown`
/// @param machine processor and JDK
public record Result(
    String entry,
    String claim,
    Tier tier,
    Judgement judgement,
    String seen,
    int runs,
    double seconds,
    String date,
    String commit,
    String machine) {
  /// A line of a file of results; the last of a claim counts.
  public static final JsonLines.Format<Result> LINES =
      JsonLines.Format.ofObjects(Result::object, Result::read, result -> 0);

  private ObjectNode object() {
    return Json.object()
        .put("entry", entry)
        .put("claim", claim)
        .put("tier", tier.label())
        .put("judgement", judgement.label())
        .put("seen", seen)
        .put("runs", runs)
        .put("seconds", seconds)
        .put("date", date)
        .put("commit", commit)
        .put("machine", machine);
  }

  private static Result read(ObjectNode node) {
    return new Result(
        Json.textAt(node, "entry"),
        Json.textAt(node, "claim"),
        Tier.valueOf(name(node, "tier")),
        Judgement.valueOf(name(node, "judgement")),
        Json.textAt(node, "seen"),
        (int) Json.longAt(node, "runs"),
        Json.doubleAt(node, "seconds"),
        Json.textAt(node, "date"),
        Json.textAt(node, "commit"),
        Json.textAt(node, "machine"));
  }

  private static String name(ObjectNode node, String key) {
    return Json.textAt(node, key).toUpperCase(Locale.ROOT).replace(' ', '_');
  }
}
