package groklab.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// HTML around charts, for its two lives: a file that stands alone, and a page of the dashboard.
/// Both load the same scripts; a file has them inside, and its content security policy forbids
/// every request to anywhere and every script that is not one of its own (they are named by their
/// SHA-256).
public final class Page {
  /// Styles of every page, in this order.
  private static final List<String> STYLES =
      List.of("uplot/uPlot.min.css", "page.css", "views.css");

  private static final String LIBRARY = "uplot/uPlot.iife.min.js";

  /// Scripts of every page that shows a run, in this order. Each defines one name.
  private static final List<String> SCRIPTS =
      List.of(
          "charts/scales.js",
          "charts/parts.js",
          "charts/screen.js",
          "charts/marks.js",
          "charts/phases.js",
          "charts/panel.js",
          "charts/board.js",
          "js/state.js",
          "js/surface.js",
          "js/draw.js",
          "js/download.js",
          "js/view.js",
          "js/replay-table.js",
          "js/replay-frequencies.js",
          "js/replay-weights.js",
          "js/pace.js",
          "js/replay.js",
          "js/run.js");

  private static final String START = "GroklabRun.start();";

  private Page() {}

  /// The styles and scripts that every page may ask for, by their names below this package.
  public static List<String> shared() {
    return Stream.of(STYLES, List.of(LIBRARY), SCRIPTS).flatMap(List::stream).toList();
  }

  /// A page that is one file.
  ///
  /// @param title plain text
  /// @param before HTML above the charts
  /// @param data what the charts show, as JSON that is safe in a script
  /// @param replay what the replay shows, as JSON
  /// @param after HTML below the charts
  static String standingAlone(
      String title, String before, String data, Optional<String> replay, String after) {
    String style = STYLES.stream().map(Page::resource).collect(Collectors.joining("\n"));
    String library = withoutBanner(resource(LIBRARY));
    String scripts = SCRIPTS.stream().map(Page::resource).collect(Collectors.joining("\n"));
    String policy =
        "default-src 'none'; script-src %s %s %s; style-src %s; base-uri 'none'; form-action 'none'"
            .formatted(hash(library), hash(scripts), hash(START), hash(style));
    return String.join(
        "\n",
        "<!DOCTYPE html>",
        "<html lang=\"en\">",
        "<head>",
        "<meta charset=\"utf-8\">",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        "<title>" + escape(title) + "</title>",
        "<style>" + style + "</style>",
        "</head>",
        "<body>",
        "<main>",
        before,
        charts(data, replay),
        after,
        "</main>",
        "<!-- uPlot 1.6.32 draws the lines of the charts. Its licence:\n\n"
            + resource("uplot/LICENSE")
            + "-->",
        "<script>" + library + "</script>",
        "<script>" + scripts + "</script>",
        "<script>" + START + "</script>",
        "</body>",
        "</html>",
        "");
  }

  /// The places that `run.js` fills, and their data.
  static String charts(String data, Optional<String> replay) {
    return "<div id=\"charts\"><noscript><p>The charts need JavaScript; <code>curves.svg</code>"
        + " beside this page shows the same curves without it.</p></noscript></div>\n"
        + "<div id=\"replay\"></div>\n"
        + json("data", data)
        + replay.map(frames -> json("replay-data", scriptSafe(frames))).orElse("");
  }

  /// A page of the dashboard.
  ///
  /// @param title plain text
  /// @param before HTML above the place of the charts
  /// @param charts HTML of the charts, empty if the page has none
  /// @param after HTML below
  /// @param settings what the scripts need to know, as JSON
  /// @param more scripts of this page, from the folder `js`
  public static String served(
      String title,
      String before,
      String charts,
      String after,
      String settings,
      List<String> more) {
    var out =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>").append(escape(title)).append("</title>\n");
    out.append("<link rel=\"icon\" href=\"data:,\">\n");
    STYLES.forEach(style -> link(out, style));
    link(out, "dashboard.css");
    out.append("</head>\n<body>\n<main>\n").append(before).append(charts).append(after);
    out.append("\n</main>\n").append(json("settings", scriptSafe(settings)));
    script(out, LIBRARY);
    SCRIPTS.forEach(name -> script(out, name));
    script(out, "js/dashboard.js");
    more.forEach(name -> script(out, "js/" + name));
    return out.append("</body>\n</html>\n").toString();
  }

  private static void link(StringBuilder out, String name) {
    out.append("<link rel=\"stylesheet\" href=\"/assets/").append(name).append("\">\n");
  }

  private static void script(StringBuilder out, String name) {
    out.append("<script src=\"/assets/").append(name).append("\"></script>\n");
  }

  private static String json(String id, String data) {
    return "<script type=\"application/json\" id=\"" + id + "\">" + data + "</script>\n";
  }

  /// JSON that is safe inside a `script` element of an HTML page: no `<`, `>`, `&` and no line
  /// separators of JavaScript.
  static String scriptSafe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /// Text for HTML, in elements and in quoted attributes.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// A style or script by its name below this package.
  public static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The groklab.web module lacks its resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The groklab.web module cannot be read: " + name, e);
    }
  }

  /// The library's first comment holds an address; the page names the library and its licence in a
  /// comment of its own.
  private static String withoutBanner(String script) {
    return script.startsWith("/*") ? script.substring(script.indexOf("*/") + 2).strip() : script;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
