package groklab.web;

import io.jstach.jstache.JStache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// HTML around charts, for its two lives: a file that stands alone, and a page of the dashboard.
/// Both have the same scripts; a file has them inside, and its content security policy forbids
/// every request to anywhere and every script that is not one of its own (they are named by their
/// SHA-256).
///
/// The HTML is in `templates`; each is compiled with the record that fills it, so a name that one
/// of them lacks fails the build. What a template shows with two braces is escaped.
public final class HtmlPage {
  /// Styles of every page, in this order.
  private static final List<String> STYLES =
      List.of("uplot/uPlot.min.css", "page.css", "views.css");

  /// Styles of the pages of the dashboard besides.
  private static final List<String> SERVED_STYLES =
      List.of("sweep.css", "dashboard.css", "lesson.css");

  private static final String UPLOT = "uplot/uPlot.iife.min.js";

  /// Libraries that define a name before the modules of the page of a run.
  private static final List<String> LIBRARIES =
      List.of(
          UPLOT,
          "webjars/d3-array/dist/d3-array.min.js",
          "webjars/d3-contour/dist/d3-contour.min.js");

  private HtmlPage() {}

  /// The charts and the replay, and their data as JSON that is safe in a script.
  record Charts(String data, Optional<String> replay) {}

  /// What both lives of a page show of a run.
  record Run(ReportPage.Head head, Charts charts, ReportPage.After after) {}

  @JStache(path = "report")
  record Report(String title, Alone inside, Run run, String licence) {
    String policy() {
      return inside.policy();
    }

    String style() {
      return inside.style();
    }

    ReportPage.Head head() {
      return run.head();
    }

    Charts charts() {
      return run.charts();
    }

    ReportPage.After after() {
      return run.after();
    }

    String library() {
      return inside.libraries().getFirst();
    }

    String script() {
      return inside.script();
    }
  }

  /// What a page that is one file has inside.
  ///
  /// @param policy its content security policy
  /// @param libraries scripts that define a name before its own
  /// @param script its own, a module
  public record Alone(String policy, String style, List<String> libraries, String script) {}

  /// A page of the dashboard, named at its top.
  record Link(String to, String text, boolean here) {}

  /// @param libraries scripts that define a name before its own
  /// @param run the page shows a run, or it is filled by its script:
  /// @param place the id of the element that the script fills
  @JStache(path = "served")
  record Served(
      String title,
      List<Link> links,
      String entry,
      List<String> libraries,
      Optional<Run> run,
      Optional<String> place,
      String settings) {

    List<String> styles() {
      return Stream.concat(STYLES.stream(), SERVED_STYLES.stream()).toList();
    }

    /// Named so that the browser asks for all at once, and not for one when it has read another.
    List<String> modules() {
      return Scripts.reachable(entry);
    }
  }

  /// The files that the pages of the dashboard ask for; no other is served.
  public static List<String> assets() {
    var modules =
        Stream.of(
                "live",
                "runs",
                "compare",
                "start",
                "sweeps",
                "sweep-live",
                "foreign",
                "foreign-run",
                "lessons",
                "lesson",
                "problem")
            .flatMap(page -> Scripts.reachable(module(page)).stream());
    var others = Stream.of(STYLES, LIBRARIES, SERVED_STYLES).flatMap(List::stream);
    return Stream.concat(others, modules).distinct().toList();
  }

  private static String module(String page) {
    return "pages/" + page + ".js";
  }

  /// A page that is one file.
  ///
  /// @param title plain text
  static String standingAlone(String title, Run run) {
    return ReportRenderer.of()
        .execute(new Report(title, aloneWithCharts("report"), run, chartsLicence()));
  }

  /// What a page that is one file and draws charts has inside.
  ///
  /// @param page the module that fills it, a name among the pages
  public static Alone aloneWithCharts(String page) {
    return alone(STYLES, List.of(UPLOT), module(page));
  }

  /// The licence of the library that draws the charts, which such a page has to show.
  public static String chartsLicence() {
    return resource("uplot/LICENSE");
  }

  /// The styles and scripts of a page that is one file, and the policy that allows these and
  /// nothing else.
  ///
  /// @param styles names below this package
  /// @param libraries likewise
  /// @param entry the module that fills the page
  public static Alone alone(List<String> styles, List<String> libraries, String entry) {
    String style = styles.stream().map(HtmlPage::resource).collect(Collectors.joining("\n"));
    var before = libraries.stream().map(name -> withoutBanner(resource(name))).toList();
    String script = Scripts.linked(entry);
    String scripts =
        Stream.concat(before.stream(), Stream.of(script))
            .map(HtmlPage::hash)
            .collect(Collectors.joining(" "));
    String policy =
        "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
            .formatted(scripts, hash(style));
    return new Alone(policy, style, before, script);
  }

  /// The styles of a page without a script.
  public static String style() {
    return Stream.of("page.css", "site.css")
        .map(HtmlPage::resource)
        .collect(Collectors.joining("\n"));
  }

  /// The policy of such a page: its own styles and the pictures beside it, and nothing else.
  public static String stillPolicy() {
    return "default-src 'none'; img-src 'self'; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(hash(style()));
  }

  /// A page of the dashboard that its script fills.
  ///
  /// @param page `runs`, `sweeps`, `foreign`, `compare`, `start` or `lessons`
  /// @param settings what the script needs to know, as JSON
  public static String served(String page, String settings) {
    var links = links(page);
    String title = links.stream().filter(Link::here).findFirst().orElseThrow().text();
    return served(
        new Served(
            title + " · Groklab",
            links,
            module(page),
            List.of(),
            Optional.empty(),
            Optional.of(page),
            scriptSafe(settings)));
  }

  /// The page of a sweep in the dashboard.
  public static String servedSweep(String title, String settings) {
    return served(
        new Served(
            title + " · Groklab",
            links("sweeps"),
            module("sweep-live"),
            List.of(),
            Optional.empty(),
            Optional.of("sweep"),
            scriptSafe(settings)));
  }

  /// The page of another program's run in the dashboard.
  public static String servedForeign(String title, String settings) {
    return served(
        new Served(
            title + " · Groklab",
            links("foreign"),
            module("foreign-run"),
            List.of(UPLOT),
            Optional.empty(),
            Optional.of("foreign-run"),
            scriptSafe(settings)));
  }

  /// What is shown instead of a page that cannot be.
  ///
  /// @param settings JSON with the sentence, as `error`
  public static String servedProblem(String settings) {
    return served(
        new Served(
            "Groklab",
            links(""),
            module("problem"),
            List.of(),
            Optional.empty(),
            Optional.of("problem"),
            scriptSafe(settings)));
  }

  /// The page of a lesson.
  public static String servedLesson(String title, String settings) {
    return served(
        new Served(
            title + " · Groklab",
            links("lessons"),
            module("lesson"),
            List.of(),
            Optional.empty(),
            Optional.of("lesson"),
            scriptSafe(settings)));
  }

  /// The page of a run in the dashboard.
  static String served(String title, Run run, String settings) {
    return served(
        new Served(
            title,
            links(""),
            module("live"),
            LIBRARIES,
            Optional.of(run),
            Optional.empty(),
            scriptSafe(settings)));
  }

  private static String served(Served page) {
    return ServedRenderer.of().execute(page);
  }

  private static List<Link> links(String here) {
    return List.of(
        new Link("/", "Runs", here.equals("runs")),
        new Link("/sweeps", "Sweeps", here.equals("sweeps")),
        new Link("/foreign", "Foreign runs", here.equals("foreign")),
        new Link("/compare", "Compare", here.equals("compare")),
        new Link("/start", "Start a run", here.equals("start")),
        new Link("/lessons", "Lessons", here.equals("lessons")));
  }

  /// JSON that is safe inside a `script` element of an HTML page: no `<`, `>`, `&` and no line
  /// separators of JavaScript.
  public static String scriptSafe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /// A style or script by its name below this package, or, as `webjars/NAME/FILE`, in the jar of
  /// that name.
  public static String resource(String name) {
    String[] parts = name.split("/", 3);
    if (!parts[0].equals("webjars")) {
      return text(HtmlPage.class.getResourceAsStream(name), name);
    }
    var loader = HtmlPage.class.getClassLoader();
    String path =
        "META-INF/resources/webjars/%s/%s/%s".formatted(parts[1], version(parts[1]), parts[2]);
    return text(loader.getResourceAsStream(path), path);
  }

  /// The version of a jar of scripts, which is part of the paths in it.
  private static String version(String webjar) {
    String path = "META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(webjar);
    var properties = new Properties();
    try {
      properties.load(
          new java.io.StringReader(
              text(HtmlPage.class.getClassLoader().getResourceAsStream(path), path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String text(@Nullable InputStream resource, String name) {
    try (resource) {
      if (resource == null) {
        throw new IllegalStateException("This build of Groklab lacks its resource " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("A resource of Groklab cannot be read: " + name, e);
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
