package groklab.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A page in Chromium that can load our scripts, their tests and the tools that check them. It is
/// answered from here; there is no server and no network.
///
/// Addresses: `/charts/...`, `/views/...` and the rest of what the dashboard serves; `/js/...` the
/// folder `src/test/js`; `/eslint.config.js` and `/eslint/...`; `/webjars/...`.
final class ScriptBrowser implements AutoCloseable {
  private static final String ORIGIN = "http://scripts.test";
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path TESTS = MODULE.resolve("src/test/js");
  private static final Path SCRIPTS = MODULE.resolve("src/main/resources/groklab/web");
  private static final String EMPTY =
      """
      <!DOCTYPE html>
      <script src="/uplot/uPlot.iife.min.js"></script>
      <script src="/webjars/d3-array/dist/d3-array.min.js"></script>
      <script src="/webjars/d3-contour/dist/d3-contour.min.js"></script>
      """;

  private final Playwright playwright = Browsers.playwright();
  private final Browser browser = Browsers.launch(playwright);
  private final Page page = Browsers.patient(browser.newPage());

  ScriptBrowser() {
    page.route(ORIGIN + "/**", ScriptBrowser::answer);
    page.navigate(ORIGIN + "/");
  }

  private static void answer(Route route) {
    String path = URI.create(route.request().url()).getPath();
    String type = path.equals("/") ? "text/html" : "text/javascript";
    String body = path.equals("/") ? EMPTY : text(path.substring(1));
    route.fulfill(
        new Route.FulfillOptions().setContentType(type + "; charset=utf-8").setBody(body));
  }

  private static String text(String name) {
    if (name.startsWith("js/")) {
      return read(TESTS.resolve(name.substring(3)));
    }
    if (name.equals("eslint.config.js")) {
      return read(MODULE.resolve(name));
    }
    return name.startsWith("eslint/")
        ? read(MODULE.resolve("src/test/resources").resolve(name))
        : groklab.web.HtmlPage.resource(name);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a function of JavaScript, which may be asynchronous.
  Object call(String function, Object argument) {
    return page.evaluate(function, argument);
  }

  /// Our scripts, their tests and the rules for them.
  static List<Path> scripts() {
    var folders = Stream.of("charts", "views", "pages").map(SCRIPTS::resolve);
    return Stream.concat(
            Stream.concat(folders, Stream.of(TESTS)).flatMap(ScriptBrowser::scriptsIn),
            Stream.of(MODULE.resolve("eslint.config.js")))
        .toList();
  }

  /// The tests among them, by their names in `src/test/js`.
  static List<String> tests() {
    return scriptsIn(TESTS)
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".test.js"))
        .toList();
  }

  private static Stream<Path> scriptsIn(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file as its path in this Maven module.
  static String name(Path file) {
    return MODULE.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public void close() {
    playwright.close();
  }
}
