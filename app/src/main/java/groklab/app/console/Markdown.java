package groklab.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Markdown as a terminal shows it: what our pages use of it, which is headings, paragraphs, items,
/// tables, code that is indented, and `code`, **strong** and *emphasised* words.
final class Markdown {
  /// A star belongs to a formula (`w*`) unless it stands before or behind a word.
  private static final Pattern SPAN =
      Pattern.compile(
          "`(?<code>[^`]+)`|\\*\\*(?<strong>[^*]+)\\*\\*"
              + "|(?<![\\w*])\\*(?<emphasis>[^*\\s](?:[^*]*[^*\\s])?)\\*(?![\\w*])");

  private static final Pattern HEADING = Pattern.compile("#+ +");
  private static final String ITEM = "- ";
  private static final String CODE = "    ";

  private final int width;
  private final List<String> shown = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<String> rows = new ArrayList<>();
  private String start = "";

  private Markdown(int width) {
    this.width = width;
  }

  /// @param width of a line, in characters
  static List<String> lines(String text, int width) {
    var page = new Markdown(width);
    text.lines().forEach(page::read);
    page.end();
    return page.shown;
  }

  /// The words of a paragraph, each in its style.
  static String words(String text) {
    return SPAN.matcher(text).replaceAll(span -> Matcher.quoteReplacement(styled(span)));
  }

  private static String styled(MatchResult span) {
    if (span.group("code") != null) {
      return Style.CODE.words(span.group("code"));
    }
    return span.group("strong") != null
        ? Style.STRONG.words(span.group("strong"))
        : Style.EMPHASIS.words(span.group("emphasis"));
  }

  private void read(String line) {
    if (line.isBlank()) {
      end();
      shown.add("");
    } else if (line.startsWith("|")) {
      rows.add(line);
    } else if (HEADING.matcher(line).lookingAt()) {
      end();
      String heading = HEADING.matcher(line).replaceFirst("");
      shown.addAll(WrappedLines.broken("", Style.STRONG.words(heading), width));
    } else if (line.startsWith(CODE) && paragraph.isEmpty()) {
      shown.add(CODE + Style.CODE.of(line.substring(CODE.length())));
    } else if (line.startsWith(ITEM)) {
      end();
      start = ITEM;
      paragraph.append(line.substring(ITEM.length()));
    } else {
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
    }
  }

  /// What has been collected is complete.
  private void end() {
    if (!paragraph.isEmpty()) {
      shown.addAll(WrappedLines.broken(start, words(paragraph.toString()), width));
      paragraph.setLength(0);
      start = "";
    }
    if (!rows.isEmpty()) {
      shown.addAll(new MarkdownTable(rows).lines(width));
      rows.clear();
    }
  }
}
