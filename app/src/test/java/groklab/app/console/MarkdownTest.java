package groklab.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static final String BOLD = "\u001b[1m";
  private static final String CYAN = "\u001b[36m";
  private static final String END = "\u001b[0m";

  @Test
  void dressesHeadingsAndWordsAndCode() {
    assertThat(Markdown.lines("# adamw\n\nthe `decay` and **how** *it* acts\n\n    w = w*2", 40))
        .containsExactly(
            BOLD + "adamw" + END,
            "",
            "the "
                + CYAN
                + "decay"
                + END
                + " and "
                + BOLD
                + "how"
                + END
                + " \u001b[3mit"
                + END
                + " acts",
            "",
            "    " + CYAN + "w = w*2" + END);
  }

  @Test
  void leavesTheStarsOfAFormulaAlone() {
    assertThat(Markdown.words("(w − w*) + L(w*), a * b * c"))
        .isEqualTo("(w − w*) + L(w*), a * b * c");
  }

  @Test
  void fillsLinesAgainAndIndentsItemsBelowTheirText() {
    assertThat(plain("one two\nthree four\n\n- five six\n  seven eight\n- nine", 14))
        .containsExactly("one two three", "four", "", "- five six", "  seven eight", "- nine");
  }

  @Test
  void narrowsTheWidestColumnOfATableAndBreaksNoWord() {
    String table =
        """
        | key | meaning |
        |---|---|
        | `width` | numbers of an input, at least two |
        | `b` | none |
        """;
    assertThat(plain(table, 24))
        .containsExactly(
            "key    meaning",
            "─────  ─────────────────",
            "width  numbers of an",
            "       input, at least",
            "       two",
            "b      none");
    assertThat(plain(table, 5)).contains("width  numbers");
  }

  @Test
  void aWordIsNeverBrokenAndALineNeverLongerThanItsWordsAsk() {
    String text = "a `very long span of code` beside unbreakablyLongNames of things ".repeat(5);
    for (int width = 10; width < 60; width += 7) {
      int longest = Math.max(width, "unbreakablyLongNames".length());
      assertThat(plain(text, width)).allMatch(line -> line.length() <= longest);
      assertThat(String.join(" ", plain(text, width))).isEqualTo(text.replace("`", "").strip());
    }
  }

  private static List<String> plain(String text, int width) {
    return Markdown.lines(text, width).stream()
        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
        .toList();
  }
}
