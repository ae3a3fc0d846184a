package groklab.web.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.criterion.Accuracy;
import groklab.lab.file.RunFileException;
import groklab.web.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  @TempDir Path folder;

  private Path document(String name, String text) throws IOException {
    Path file = folder.resolve("docs").resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private String page(String name) throws IOException {
    return Files.readString(folder.resolve("site").resolve(name));
  }

  private Site site() {
    return new Site(SiteFolder.open(folder.resolve("site")), "Mine <all>");
  }

  @Test
  void aRunHasItsReportItsSpecItsMeasurementsAndALineAtTheTop() throws IOException {
    var run = new SampleRun(folder.resolve("one/run")).write();
    var other = new SampleRun(folder.resolve("two/run")).write();
    try (Site site = site()) {
      site.add(run);
      site.add(other);
      assertThat(site.end()).isEqualTo(folder.resolve("site/index.html"));
    }
    assertThat(page("index.html"))
        .contains("Mine &lt;all&gt;", "<a href=\"runs/run.html\">", "<a href=\"runs/run-2.html\">")
        .contains("default-src 'none'; img-src 'self'")
        .contains("<polyline class=\"site-validation\" points=\"1.0,")
        .doesNotContain("<script");
    assertThat(page("runs/run.html")).contains("<h1>");
    assertThat(page("runs/run.toml")).startsWith("name = ");
    assertThat(page("runs/run-2.metrics.jsonl")).isEqualTo(Files.readString(other.metricsFile()));
  }

  @Test
  void aDocumentKeepsItsPicturesAndTheLinksThatLeadSomewhere() throws IOException {
    Files.write(document("p.png", ""), new byte[] {1, 2, 3});
    Path one =
        document(
            "one.md",
            "# One\n\n![p](p.png) [two](more/two.md#b-c) [gone](gone.md) <b>bold</b>\n\n"
                + "[there](https://arxiv.org/abs/2201.02177)\n");
    Path two =
        document("more/two.md", "# Two\n\n## B, c\n\n[one](../one.md)\n\n| a |\n|---|\n| 1 |\n");
    try (Site site = site()) {
      site.add(one);
      site.add(two);
      site.end();
    }
    assertThat(page("one.html"))
        .contains("<img src=\"pictures/one-p.png\"", "<a href=\"two.html#b-c\">two</a> gone")
        .contains("&lt;b&gt;bold", "href=\"https://arxiv.org/abs/2201.02177\"");
    assertThat(page("two.html")).contains("<h2 id=\"b-c\">", "<a href=\"one.html\">", "<td>1</td>");
    assertThat(folder.resolve("site/pictures/one-p.png")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void whatAnEarlierSiteHadGoesAndNothingElse() throws IOException {
    Path one = document("one.md", "# One\n");
    Path two = document("two.md", "# Two\n");
    try (Site site = site()) {
      site.add(one);
      site.end();
    }
    Path own = Files.writeString(folder.resolve("site/robots.txt"), "mine");
    try (Site site = site()) {
      site.add(two);
      site.end();
    }
    assertThat(folder.resolve("site/one.html")).doesNotExist();
    assertThat(folder.resolve("site/two.html")).exists();
    assertThat(own).hasContent("mine");
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Path there = document("mine.txt", "mine");
    assertThatThrownBy(() -> SiteFolder.open(folder.resolve("docs")))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("holds files that no site has written");
    assertThat(there).hasContent("mine");
  }

  @Test
  void aPictureThatIsNotThereIsSaid() throws IOException {
    Path one = document("one.md", "![p](p.png)\n");
    try (Site site = site()) {
      assertThatThrownBy(() -> site.add(one)).hasMessageContaining("one.md shows p.png, which");
    }
  }

  @Test
  void aSparklineGoesFromTheFirstStepToTheLastAndLeavesOutWhatWasNotMeasured() {
    String points =
        Sparkline.points(new Accuracy(), new long[] {0, 9, 99}, new double[] {0, Double.NaN, 1});
    assertThat(points).isEqualTo("1.0,27.0 149.0,1.0");
    assertThat(Sparkline.points(new Accuracy(), new long[] {}, new double[] {})).isEmpty();
  }
}
