package groklab.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The explanation of one name, in Markdown; the same file as in `docs/pages`.
///
/// @param topic what kind of thing it is
/// @param name as written in a spec
/// @param text the whole page; its first line is `# name: what it is in one sentence`
record Page(Topic topic, String name, String text) {

  /// The page of a name, whatever its topic; empty when nothing has this name.
  static Optional<Page> find(String name) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.names().contains(name))
        .findFirst()
        .map(topic -> of(topic, name));
  }

  /// @throws IllegalStateException when a listed name has no page, which a test rules out
  static Page of(Topic topic, String name) {
    String resource = "pages/" + topic + "/" + name + ".md";
    try (InputStream in = Page.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the page " + resource + " is missing");
      }
      return new Page(topic, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it is, in one sentence.
  String summary() {
    return text.lines().findFirst().orElseThrow().replaceFirst("^# [^:]+: ", "");
  }
}
