package groklab.web.foreign;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.web.HtmlPage;
import groklab.web.Words;
import io.jstach.jstache.JStache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// The report of diagnosed runs: one file that opens from disk without any network, and whose
/// policy allows its own scripts alone.
public final class DiagnosisPage {
  /// Stands in every page, so that one can be told from a file of somebody else's.
  private static final String MARK = "<meta name=\"generator\" content=\"groklab diagnose\">";

  private static final int MARK_WITHIN_BYTES = 4096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DiagnosisPage() {}

  @JStache(path = "diagnosis")
  record Diagnoses(
      String title, String mark, HtmlPage.Alone inside, List<Shown> runs, String licence) {
    String policy() {
      return inside.policy();
    }

    String style() {
      return inside.style();
    }

    String library() {
      return inside.libraries().getFirst();
    }

    String script() {
      return inside.script();
    }

    boolean isMany() {
      return runs.size() > 1;
    }

    String heading() {
      return "%d runs, diagnosed".formatted(runs.size());
    }
  }

  /// A run on the page.
  ///
  /// @param id of its section
  /// @param data what its charts draw, as JSON that is safe in a script
  record Shown(
      String id,
      String name,
      String label,
      String memorised,
      String generalised,
      String lastStep,
      DiagnosisView.DiagnosisHead head,
      String data,
      DiagnosisView.DiagnosisAfter after) {}

  /// The page of some runs, at least one.
  public static String html(List<DiagnosisView> runs) {
    var shown = IntStream.range(0, runs.size()).mapToObj(i -> shown(i, runs.get(i))).toList();
    String title = runs.size() == 1 ? runs.getFirst().name() : "%d runs".formatted(runs.size());
    return DiagnosesRenderer.of()
        .execute(
            new Diagnoses(
                title + " · Groklab",
                MARK,
                HtmlPage.aloneWithCharts("diagnosis"),
                shown,
                HtmlPage.chartsLicence()));
  }

  private static Shown shown(int place, DiagnosisView view) {
    Diagnosis first = view.run().first();
    return new Shown(
        "run-" + (place + 1),
        view.name(),
        first.condition().label(),
        view.memorised(first),
        view.generalised(first),
        Words.steps(view.run().lastStep()),
        view.headOf(),
        HtmlPage.scriptSafe(JSON.writeValueAsString(view.charts())),
        view.afterOf());
  }

  /// Writes the page, over an older one but over nothing else.
  ///
  /// @throws RunFileException if something else has that name, or it cannot be written
  public static void write(List<DiagnosisView> runs, Path file) {
    OwnFile.checked(file);
    if (Files.exists(file) && !isOurs(file)) {
      throw new RunFileException(
          ("%s is there already and is no report of groklab diagnose, so it was left as it is; give"
                  + " --report another name")
              .formatted(file));
    }
    AtomicFile.write(file, html(runs));
  }

  private static boolean isOurs(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MARK_WITHIN_BYTES), StandardCharsets.UTF_8).contains(MARK);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }
}
