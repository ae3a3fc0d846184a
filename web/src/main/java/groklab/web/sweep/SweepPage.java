package groklab.web.sweep;

import groklab.lab.file.AtomicFile;
import groklab.study.diagram.PhaseDiagram;
import groklab.study.sweep.Outcome;
import groklab.web.HtmlPage;
import groklab.web.diagram.Caption;
import groklab.web.diagram.DiagramText;
import groklab.web.diagram.Heading;
import io.jstach.jstache.JStache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A sweep as a page that is one file: its maps, and for each cell its runs with their curves. It
/// asks nothing of a network, and its policy allows its own script alone.
public final class SweepPage {
  private static final List<String> STYLES = List.of("page.css", "views.css", "sweep.css");
  private static final String SCRIPT = "pages/sweep.js";

  private SweepPage() {}

  @JStache(path = "sweep")
  record Sweep(String title, List<String> sentences, HtmlPage.Alone inside, String data) {
    String policy() {
      return inside.policy();
    }

    String style() {
      return inside.style();
    }

    String script() {
      return inside.script();
    }
  }

  /// The page. A thousand runs take about half a megabyte.
  ///
  /// @param details of each run of the diagram; asked once for each, in the order of the cells, so
  ///     that not all curves need be in memory at once
  public static String html(
      PhaseDiagram diagram, Caption caption, Function<Outcome, RunDetail> details) {
    var sweep =
        new Sweep(
            caption.sweep(),
            sentences(diagram, caption),
            HtmlPage.alone(STYLES, List.of(), SCRIPT),
            HtmlPage.scriptSafe(SweepJson.of(diagram, caption, details)));
    return SweepRenderer.of().execute(sweep);
  }

  private static List<String> sentences(PhaseDiagram diagram, Caption caption) {
    List<String> sentences = new ArrayList<>(Heading.sentences(diagram, caption, ""));
    DiagramText.law(diagram).ifPresent(sentences::add);
    return sentences;
  }

  /// Writes the page.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be written
  public static void write(
      PhaseDiagram diagram, Caption caption, Function<Outcome, RunDetail> details, Path file) {
    AtomicFile.write(file, html(diagram, caption, details));
  }
}
