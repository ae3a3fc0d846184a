package groklab.web.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.file.RunFileException;
import groklab.monitor.diagnosis.DiagnosedRun;
import groklab.monitor.diagnosis.Question;
import groklab.monitor.importer.LogFinder;
import groklab.monitor.series.CurvesReader;
import groklab.monitor.series.CurvesReader.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DiagnosisPageTest {
  @TempDir private Path folder;

  private static DiagnosisView view(Path file, String name) {
    var log = LogFinder.find(file).getFirst();
    var curves = new CurvesReader(Told.NOTHING).read(log);
    return new DiagnosisView(name, DiagnosedRun.of(log, curves, Question.PLAIN));
  }

  private DiagnosisView grokked() throws IOException {
    Path file = folder.resolve("log.csv");
    SampleLog.write(file, 4_000, 2_000);
    return view(file, "run-7");
  }

  private DiagnosisView twoSets() throws IOException {
    Path file = folder.resolve("sets.csv");
    SampleLog.writeTwoSets(file);
    return view(file, "sets");
  }

  private DiagnosisView losses() throws IOException {
    Path file = folder.resolve("losses.csv");
    SampleLog.writeLosses(file);
    return view(file, "losses");
  }

  @Test
  void theVerdictStandsAtTheTopAndWhatItRestsOnBelow() throws IOException {
    assertThat(DiagnosisPage.html(List.of(grokked())))
        .contains("It memorised first and generalised much later.")
        .contains("validation has reached 0.950")
        .contains("Phases and their evidence")
        .contains("doshi2023 forgetting, reproduced here")
        .contains("The weight decay is not known")
        .doesNotContain("losses alone");
  }

  @Test
  void theChartsGetTheTwoTimesAndTheDelayBetweenThem() throws IOException {
    JsonNode data = grokked().charts();
    var labels =
        data.path("marks").valueStream().map(mark -> mark.path("label").asString()).toList();
    assertThat(labels).hasSize(2);
    assertThat(labels.getFirst()).startsWith("memorised at 1");
    assertThat(labels.getLast()).startsWith("generalised at 2,2");
    assertThat(data.path("delay").path("label").asString()).startsWith("delay: ").contains("×");
    assertThat(data.path("phases").path(data.path("phases").size() - 1).path("to").asLong())
        .isEqualTo(4_000);
  }

  @Test
  void eachValidationSetHasItsLineItsPhasesAndItsMark() throws IOException {
    JsonNode data = twoSets().charts();
    assertThat(data.path("panels").get(0).path("series").valueStream())
        .extracting(series -> series.path("role").asString())
        .containsExactly("train", "validation", "2");
    assertThat(data.path("phasesTitle").asString()).isEqualTo("Phases by validation cars");
    assertThat(data.path("others").get(0).path("title").asString())
        .isEqualTo("Phases by validation boats");
    assertThat(data.path("marks").get(2).path("flag").asBoolean()).isTrue();
    assertThat(twoSets().head()).contains("By validation cars, it memorised first");
  }

  @Test
  void lossesAloneAreSaidToBeThatAndEpochsAreCalledSo() throws IOException {
    DiagnosisView view = losses();
    assertThat(view.head())
        .contains("too little moves to say that it will grok, seen from losses alone.")
        .contains("Generalised at epoch");
    assertThat(view.charts().path("unit").path("many").asString()).isEqualTo("epochs");
    assertThat(view.after()).contains("Speaks against grokking").doesNotContain("Speaks for");
  }

  @Test
  void eachSeriesSaysWhatItWasTakenFor() throws IOException {
    assertThat(grokked().after())
        .containsPattern("(?s)val_acc</td>.*?accuracy of validation</td>")
        .containsPattern("(?s)>lr</td>.*?not used</td>");
  }

  @Test
  void aLongSeriesIsThinnedAndThePageSaysSo() throws IOException {
    Path file = folder.resolve("long.csv");
    SampleLog.write(file, 200_000, 2_000);
    DiagnosisView view = view(file, "long");
    assertThat(view.charts().path("grids").get(0).size()).isBetween(500, 3_600);
    assertThat(view.after()).contains("Of a long series about 1,200 points are drawn");
  }

  @Test
  void aNameThatIsMarkupIsText() throws IOException {
    Path file = folder.resolve("odd.csv");
    Files.writeString(
        file, "step,</script><script>alert(1)</script>val_loss,train_loss\n1,2,2\n2,1,1\n3,1,1\n");
    String html = DiagnosisPage.html(List.of(view(file, "<img src=x onerror=alert(2)>")));
    assertThat(html).doesNotContain("<img src=x").doesNotContain("<script>alert");
    assertThat(html)
        .contains("&lt;img src&#x3D;x onerror&#x3D;alert(2)&gt;")
        .contains("&lt;script&gt;alert(1)");
  }

  @Test
  void severalRunsAreListedAndThePageAsksForNothing() throws IOException {
    String html = DiagnosisPage.html(List.of(grokked(), losses()));
    assertThat(html)
        .contains("2 runs, diagnosed")
        .contains("<a href=\"#run-2\">losses</a>")
        .contains("default-src 'none'")
        .doesNotContain("src=\"http")
        .doesNotContain("unsafe");
  }

  @Test
  void itIsWrittenOverAnOlderOneAndOverNothingElse() throws IOException {
    Path file = folder.resolve("report.html");
    DiagnosisPage.write(List.of(grokked()), file);
    DiagnosisPage.write(List.of(losses()), file);
    assertThat(file).content().contains("losses alone");
    Path other = folder.resolve("thesis.html");
    Files.writeString(other, "<html>mine</html>");
    List<DiagnosisView> views = List.of(grokked());
    assertThatThrownBy(() -> DiagnosisPage.write(views, other))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("no report of groklab diagnose");
    assertThat(other).hasContent("<html>mine</html>");
  }
}
