package groklab.app;

/// The explanation of one name.
///
/// @param name as it is written in a spec or recorded in a run directory
/// @param summary what it is, in one sentence without a full stop
/// @param body what else there is to say, in Markdown; may be empty
record Page(String name, String summary, String body) {

  /// The whole page, in Markdown.
  String text() {
    String heading = "# " + name + ": " + summary;
    return body.isBlank() ? heading : heading + "\n\n" + body.strip();
  }
}
