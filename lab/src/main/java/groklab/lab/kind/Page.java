package groklab.lab.kind;

/// What there is to say about a name.
///
/// @param name as a spec writes it
/// @param summary what it is, in one sentence without a full stop
/// @param body the rest, in Markdown; may be blank
public record Page(String name, String summary, String body) {

  /// A page whose first line is `# NAME: SUMMARY`.
  ///
  /// @throws IllegalStateException if it begins otherwise
  public static Page parse(String name, String markdown) {
    String heading = "# " + name + ": ";
    if (!markdown.startsWith(heading)) {
      throw new IllegalStateException(
          "the page of %s does not begin with '%s'".formatted(name, heading));
    }
    String[] parts = markdown.substring(heading.length()).split("\n", 2);
    return new Page(name, parts[0].strip(), parts.length == 1 ? "" : parts[1]);
  }
}
