package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// ESLint finds nothing in any script; its rules are in `eslint.config.js`.
@Tag("browser")
class ScriptLintTest {
  private static final String LINT =
      """
      async (source) => {
        const { default: rules } = await import("/eslint.config.js");
        if (!globalThis.eslint) await import("/eslint/linter.min.js");
        const found = new eslint.Linter().verify(source, rules);
        return found.map((f) => `line ${f.line}, column ${f.column}: ${f.message} (${f.ruleId})`);
      }
      """;

  private static ScriptBrowser browser;

  @BeforeAll
  static void open() {
    browser = new ScriptBrowser();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsFound() {
    return ScriptBrowser.scripts().stream()
        .map(file -> DynamicTest.dynamicTest(ScriptBrowser.name(file), () -> check(file)));
  }

  private static void check(Path file) {
    assertThat(findings(ScriptBrowser.read(file)))
        .as("what ESLint finds in %s", ScriptBrowser.name(file))
        .isEmpty();
  }

  private static List<?> findings(String source) {
    return (List<?>) browser.call(LINT, source);
  }

  @Test
  void whatIsWrongIsFound() {
    assertThat(findings("var a = 1;\nlet b = 2;\nif (b == c) throw \"no\";\n").toString())
        .contains("line 1, column 1: Unexpected var")
        .contains("'a' is assigned a value but never used")
        .contains("'b' is never reassigned")
        .contains("Expected '===' and instead saw '=='")
        .contains("'c' is not defined");
  }
}
