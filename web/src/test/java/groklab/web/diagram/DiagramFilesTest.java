package groklab.web.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.phase.Verdict;
import groklab.study.diagram.PhaseDiagram;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagramFilesTest {
  @TempDir Path folder;

  private BufferedImage image(String name) throws IOException {
    return ImageIO.read(folder.resolve(name + ".png").toFile());
  }

  private String svg(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".svg"));
  }

  private static Set<Integer> colours(BufferedImage image) {
    var colours = new HashSet<Integer>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void everyQuantityHasItsMapAndTheNumbersTheirTables() throws IOException {
    var files =
        DiagramFiles.write(
            SampleSweep.diagram(), SampleSweep.diagram(), SampleSweep.CAPTION, folder);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "verdict.svg",
            "verdict.png",
            "generalised.svg",
            "generalised.png",
            "delay.svg",
            "delay.png",
            "grokking.svg",
            "grokking.png",
            "generalising.svg",
            "generalising.png",
            "cells.csv",
            "laws.csv",
            "critical.csv");
    assertThat(files).allMatch(Files::exists);
  }

  /// A line for each row and for each column.
  @Test
  void evenOddsAreFittedAlongBothKeys() throws IOException {
    var diagram = SampleSweep.diagram();
    DiagramFiles.write(diagram, diagram, SampleSweep.CAPTION, folder);
    var lines = Files.readAllLines(folder.resolve("critical.csv"));
    assertThat(lines).hasSize(1 + diagram.rows() + diagram.columns());
    assertThat(lines.get(1)).startsWith(SampleSweep.DECAY + ",").contains(SampleSweep.SHARE);
    assertThat(lines.getLast()).startsWith(SampleSweep.SHARE + ",").contains(SampleSweep.DECAY);
    assertThat(DiagramText.critical(diagram, diagram))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("Even odds of generalising, task.trainFraction at each ")
                .matches(
                    ".*: 0\\.\\d+ \\((the gap is|95 %:) 0\\.\\d+ to .*; \\d+ of \\d+ runs"
                        + " generalised\\) at .*\\."))
        .noneSatisfy(line -> assertThat(line).containsAnyOf("∞", "Infinity", "NaN"));
  }

  @Test
  void theMapOfVerdictsHasTheColourOfEachAndSaysWhatItIsOf() throws IOException {
    DiagramFiles.write(SampleSweep.diagram(), SampleSweep.diagram(), SampleSweep.CAPTION, folder);
    for (var verdict : Verdict.values()) {
      assertThat(colours(image("verdict"))).contains(Colours.of(verdict).getRGB());
    }
    assertThat(svg("verdict"))
        .contains("addition-23: verdict of each cell")
        .contains("192 runs in 64 cells, 3 in each.")
        .contains("20,000 steps at most.")
        .contains(">optimizer.weightDecay<")
        .contains(">task.trainFraction<")
        .contains(">grokking  34 %<", ">not decided  2 %<", ">failed  8 %<")
        .doesNotContain("href=", "<clipPath");
  }

  @Test
  void numbersStandInTheCells() throws IOException {
    DiagramFiles.write(SampleSweep.diagram(), SampleSweep.diagram(), SampleSweep.CAPTION, folder);
    assertThat(svg("generalised")).contains("&gt; 20k<").contains(">later than the budget allows<");
    assertThat(svg("delay")).contains("&gt; 19k<").contains(">no run memorised<");
    assertThat(svg("grokking")).contains(">0.33<").contains(">n 3<").contains(">n 2<");
  }

  @Test
  void aDiagramOfManyCellsHasNoNumbersInThem() throws IOException {
    var shares = IntStream.range(1, 100).mapToObj("0.%02d"::formatted).toList();
    var runs = SampleSweep.runs(SampleSweep.DECAYS, shares, 1);
    var diagram =
        PhaseDiagram.of(runs, SampleSweep.SHARE, Optional.of(SampleSweep.DECAY), Map.of());
    DiagramFiles.write(diagram, diagram, SampleSweep.CAPTION, folder);
    assertThat(svg("verdict")).doesNotContain(">1/1<").contains(">0.01<").doesNotContain(">0.02<");
  }

  @Test
  void aCellWithoutRunsStaysWhiteAndIsExplained() throws IOException {
    var runs = new ArrayList<>(SampleSweep.runs(List.of("0.1", "1.0"), List.of("0.5"), 1));
    runs.addAll(SampleSweep.runs(List.of("1.0"), List.of("0.6"), 1));
    var diagram =
        PhaseDiagram.of(runs, SampleSweep.DECAY, Optional.of(SampleSweep.SHARE), Map.of());
    DiagramFiles.write(diagram, diagram, SampleSweep.CAPTION, folder);
    assertThat(svg("verdict")).contains(">no runs<");
  }

  @Test
  void theLawHasItsLineItsDiscsAndItsTriangles() throws IOException {
    DiagramFiles.writeLaw(SampleSweep.strip(), 0, SampleSweep.CAPTION, folder, "law");
    assertThat(colours(image("law"))).contains(Colours.BLUE.getRGB(), Colours.VERMILION.getRGB());
    assertThat(svg("law"))
        .contains("Fitted: T_grok ∝ x^−1.03, 95 % from −1.13 to −0.95")
        .contains("18 times, and 14 censored ones as longer.")
        .contains("Shown are the 32 runs that memorised.");
  }

  @Test
  void aRowWithoutALawSaysWhy() throws IOException {
    DiagramFiles.writeLaw(SampleSweep.diagram(), 0, SampleSweep.CAPTION, folder, "law");
    assertThat(svg("law"))
        .contains("No line: a power law needs at least 5 times")
        .contains("at task.trainFraction = 0.2")
        .doesNotContain("median of the fit");
  }

  @Test
  void anAxisWithoutNumbersAboveZeroHasNoLaw() {
    var runs = SampleSweep.runs(List.of("0"), List.of("0.5"), 3);
    var strip = PhaseDiagram.strip(runs, SampleSweep.DECAY, Map.of());
    assertThatThrownBy(() -> DiagramFiles.writeLaw(strip, 0, SampleSweep.CAPTION, folder, "law"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("optimizer.weightDecay above 0");
  }

  @Test
  void theTableOfCellsHasEveryNumber() throws IOException {
    DiagramFiles.write(SampleSweep.diagram(), SampleSweep.diagram(), SampleSweep.CAPTION, folder);
    var lines = Files.readAllLines(folder.resolve("cells.csv"));
    assertThat(lines).hasSize(65);
    assertThat(lines.getFirst())
        .isEqualTo(
            "optimizer.weightDecay,task.trainFraction,verdict,runs,confusion,memorisation,grokking,"
                + "comprehension,undecided,failed,decided,pGrokking,pGrokkingLow,pGrokkingHigh,"
                + "pGeneralising,pGeneralisingLow,pGeneralisingHigh,medianTGrok,medianTGrokIsLeast,"
                + "medianTGrokOf,medianDelay,medianDelayIsLeast,medianDelayOf,ids");
    assertThat(lines.get(1))
        .startsWith("0.01,0.2,memorisation,3,0,3,0,0,0,0,3,0,0,0.56149")
        .endsWith(",3,0.01-0.2-seed0 0.01-0.2-seed1 0.01-0.2-seed2")
        .contains(",20000,true,3,");
  }

  @Test
  void theTableOfLawsHasALineForEachRowAndAReasonWhereThereIsNone() throws IOException {
    DiagramFiles.write(SampleSweep.diagram(), SampleSweep.diagram(), SampleSweep.CAPTION, folder);
    var lines = Files.readAllLines(folder.resolve("laws.csv"));
    assertThat(lines).hasSize(9);
    assertThat(lines.get(1))
        .startsWith("optimizer.weightDecay,0.2,,,,,,,,,,a power law needs at least 5 times");
    assertThat(lines.get(4)).matches("optimizer.weightDecay,0\\.5,[0-9.]*,-1\\.07872.*");
  }
}
