package groklab.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A page that is one file: style, scripts and data are inside, and its content security policy forbids every request
/// to anywhere and every script that is not one of its own (they are named by their SHA-256).
final class Page {
  private static final String START =
      "GroklabCharts.mount(document.getElementById(\"charts\"),"
          + " JSON.parse(document.getElementById(\"data\").textContent));";

  private Page() {}

  /// @param title plain text
  /// @param before HTML above the charts
  /// @param data what the charts show
  /// @param after HTML below the charts
  static String html(String title, String before, ChartData data, String after) {
    String style = resource("uplot/uPlot.min.css") + "\n" + resource("page.css");
    String library = withoutBanner(resource("uplot/uPlot.iife.min.js"));
    String charts = resource("charts.js");
    String policy =
        "default-src 'none'; script-src %s %s %s; style-src %s; base-uri 'none'; form-action 'none'"
            .formatted(hash(library), hash(charts), hash(START), hash(style));
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
        "<div id=\"charts\"><noscript><p>The charts need JavaScript; <code>curves.svg</code> beside this page shows the"
            + " same curves without it.</p></noscript></div>",
        after,
        "</main>",
        "<script type=\"application/json\" id=\"data\">" + data.json() + "</script>",
        "<!-- uPlot 1.6.32 draws the lines of the charts. Its licence:\n\n"
            + resource("uplot/LICENSE")
            + "-->",
        "<script>" + library + "</script>",
        "<script>" + charts + "</script>",
        "<script>" + START + "</script>",
        "</body>",
        "</html>",
        "");
  }

  /// Text for HTML, in elements and in quoted attributes.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The groklab.web module lacks its resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The groklab.web module cannot be read: " + name, e);
    }
  }

  /// The library's first comment holds an address; the page names the library and its licence in a comment of its own.
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
