package groklab.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The tests of our scripts that are written as scripts, in `src/test/js`, each as a test of its
/// own.
@Tag("browser")
class ScriptUnitTest {
  private static final String RUN =
      """
      async (name) => {
        const { run } = await import("/js/check.js");
        await import(`/js/${name}`);
        return run();
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
  Stream<DynamicContainer> scripts() {
    return ScriptBrowser.tests().stream()
        .map(name -> DynamicContainer.dynamicContainer(name, results(name)));
  }

  private static Stream<DynamicTest> results(String name) {
    var results = (List<?>) browser.call(RUN, name);
    assertThat(results).as("%s has tests", name).isNotEmpty();
    return results.stream()
        .map(result -> (Map<?, ?>) result)
        .map(result ->
            DynamicTest.dynamicTest(
                result.get("name").toString(),
                () -> assertThat(result.get("failure")).as(name).isNull()));
  }
}
