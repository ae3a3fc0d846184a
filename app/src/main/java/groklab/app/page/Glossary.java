package groklab.app.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The words of this field that no spec names, from `glossary.md`.
final class Glossary {
  private static final Pattern HEADING =
      Pattern.compile("(?m)^# (?<name>[^:\\n]+): (?<summary>.+)$");

  private Glossary() {}

  static List<Entry> entries() {
    String text = text();
    List<Entry> entries = new ArrayList<>();
    var heading = HEADING.matcher(text);
    boolean found = heading.find();
    while (found) {
      String name = heading.group("name");
      String summary = heading.group("summary");
      int start = heading.end();
      found = heading.find();
      entries.add(
          new Entry(name, summary, text.substring(start, found ? heading.start() : text.length())));
    }
    return entries;
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(Glossary.class.getResourceAsStream("glossary.md"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
