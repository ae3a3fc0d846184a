package groklab.web.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.study.diagram.PhaseDiagram;
import groklab.web.diagram.Caption;
import groklab.web.diagram.Quantity;
import groklab.web.diagram.SampleSweep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepPageTest {
  private static JsonNode data(String html) {
    var matcher =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(html);
    assertThat(matcher.find()).isTrue();
    return JsonMapper.builder().build().readTree(matcher.group(1));
  }

  @Test
  void thePageReachesForNothingOutsideItself() {
    assertThat(SampleCurves.page())
        .doesNotContainPattern("https?://")
        .doesNotContainPattern("(src|href|action|srcset)\\s*=\\s*[\"']")
        .doesNotContain("@import")
        .doesNotContainPattern("url\\(")
        .contains("default-src 'none'; script-src 'sha256-")
        .doesNotContain("unsafe-inline")
        .doesNotContain("unsafe-eval");
  }

  @Test
  void itSaysOfWhatItIs() {
    assertThat(SampleCurves.page())
        .contains("192 runs in 64 cells, 3 in each.")
        .contains("20,000 steps at most.");
  }

  @Test
  void theRunsOfACellAreAStretchOfAllRuns() {
    var data = data(SampleCurves.page());
    var diagram = SampleSweep.diagram();
    for (int i = 0; i < diagram.cells().size(); i++) {
      var cell = diagram.cells().get(i);
      assertThat(data.path("columns").get(i).asInt()).isEqualTo(cell.column());
      assertThat(data.path("rows").get(i).asInt()).isEqualTo(cell.row());
      int end = data.path("ends").get(i).asInt();
      for (int k = 0; k < cell.n(); k++) {
        assertThat(data.path("runs").path("ids").get(end - cell.n() + k).asString())
            .isEqualTo(cell.runs().get(k).id());
      }
    }
    assertThat(data.path("maps").size()).isEqualTo(Quantity.values().length);
    assertThat(data.path("maps").get(0).path("fills").size()).isEqualTo(64);
  }

  @Test
  void aCellIsSaidInOneSentence() {
    assertThat(data(SampleCurves.page()).path("words").get(0).asString())
        .isEqualTo(
            "memorisation (memorisation in 3 of 3 runs). P(grokking) 0, 95 % from 0 to 0.56 (n 3);"
                + " P(generalising) 0, 95 % from 0 to 0.56 (n 3). Median T_grok at least 20,000,"
                + " median delay at least 19,922.");
  }

  @Test
  void whatIsMarkupInAFailureOrACommandStaysText() {
    var run = SampleSweep.run("30.0", "0.9", 0);
    assertThat(run.failure()).isPresent();
    var diagram = PhaseDiagram.strip(List.of(run), SampleSweep.DECAY, Map.of());
    var html =
        SweepPage.html(
            diagram,
            new Caption("<b>x</b>", "</script>"),
            _ -> new RunDetail(Curves.NONE, "", "a && b </script><script>alert(1)"));
    assertThat(html.split("<script", -1)).hasSize(1 + 2);
    assertThat(html).doesNotContain("<b>x").contains("&lt;b&gt;x");
    assertThat(data(html).path("runs").path("commands").get(0).asString())
        .isEqualTo("a && b </script><script>alert(1)");
  }

  @Test
  void aStripHasNoAxisUpwards() {
    var html = SweepPage.html(SampleSweep.strip(), SampleSweep.CAPTION, SampleCurves::detail);
    assertThat(data(html).path("upwards").isNull()).isTrue();
    assertThat(data(html).path("rows").valueStream().allMatch(row -> row.asInt() == 0)).isTrue();
  }

  @Test
  void tenThousandRunsAreNotMoreThanNineMegabytes() {
    var html = SampleCurves.pageOfTenThousand();
    assertThat(html.length()).isBetween(3_000_000, 9_000_000);
    assertThat(data(html).path("runs").path("curves").size()).isEqualTo(10_000);
  }

  @Test
  void whatIsFixedStandsAboveTheMap() {
    var diagram =
        PhaseDiagram.of(
            SampleSweep.runs(List.of("1.0"), List.of("0.4", "0.5"), 1),
            SampleSweep.DECAY,
            Optional.empty(),
            Map.of(SampleSweep.SHARE, "0.5"));
    assertThat(SweepPage.html(diagram, SampleSweep.CAPTION, SampleCurves::detail))
        .contains("At task.trainFraction &#x3D; 0.5.");
  }
}
