package groklab.app.page;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The explanation of one name.
///
/// @param name as it is written in a spec or recorded in a run directory
/// @param summary what it is, in one sentence without a full stop
/// @param body what else there is to say, in Markdown; may be empty
/// @param heading what it stands under in a list; pages of one heading follow each other; may be
///     empty
/// @param more what a list has to say of it for scripts, by key
public record Entry(
    String name, String summary, String body, String heading, SequencedMap<String, Object> more) {

  /// A page that says nothing more to scripts.
  Entry(String name, String summary, String body, String heading) {
    this(name, summary, body, heading, new LinkedHashMap<>());
  }

  /// A page without a heading.
  Entry(String name, String summary, String body) {
    this(name, summary, body, "", new LinkedHashMap<>());
  }

  /// The whole page, in Markdown.
  public String text() {
    String heading = "# " + name + ": " + summary;
    return body.isBlank()
        ? heading
        : heading + "\n\n" + body.stripTrailing().replaceFirst("^\\s*\\n", "");
  }
}
