package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Every script is laid out as Prettier would. With `-Dgroklab.format=true` it is laid out now.
@Tag("browser")
class ScriptFormatTest {
  private static final String FORMAT =
      """
      async ({ source, options }) => {
        const prettier = await import("/webjars/prettier/standalone.mjs");
        const babel = await import("/webjars/prettier/plugins/babel.mjs");
        const estree = await import("/webjars/prettier/plugins/estree.mjs");
        const plugins = [babel, estree];
        return prettier.format(source, { parser: "babel", plugins, ...JSON.parse(options) });
      }
      """;
  private static final String REMEDY =
      "./mvnw -pl web -am test -Dtest=ScriptFormatTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dgroklab.format=true";

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
  Stream<DynamicTest> everyScriptIsFormatted() {
    String options = ScriptBrowser.read(Path.of(".prettierrc.json"));
    return ScriptBrowser.scripts().stream()
        .map(file -> DynamicTest.dynamicTest(ScriptBrowser.name(file), () -> check(file, options)));
  }

  private static void check(Path file, String options) throws IOException {
    String source = ScriptBrowser.read(file);
    String formatted = (String) browser.call(FORMAT, Map.of("source", source, "options", options));
    if (Boolean.getBoolean("groklab.format")) {
      if (!formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      return;
    }
    assertThat(source)
        .as("%s is not formatted; to format all scripts: %s", ScriptBrowser.name(file), REMEDY)
        .isEqualTo(formatted);
  }
}
