package groklab.web.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.web.diagram.Panel.Band;
import groklab.web.diagram.Panel.Curve;
import groklab.web.diagram.Panel.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelsFigureTest {
  @TempDir private Path folder;

  private static Curve rise(double middle) {
    long[] steps = LongStream.rangeClosed(0, 300).map(i -> i * i / 9).toArray();
    double[] values =
        LongStream.of(steps).mapToDouble(step -> 1 / (1 + Math.pow(middle / step, 6))).toArray();
    return new Curve(steps, values);
  }

  private static Panel panel(boolean logarithmic) {
    List<Curve> seeds = IntStream.range(0, 5).mapToObj(i -> rise(1000 + 300 * i)).toList();
    return new Panel(
        "decay 1",
        "accuracy",
        logarithmic,
        seeds,
        List.of(rise(20)),
        List.of(new Mark("T_mem", 40), new Mark("T_grok", 2600)),
        List.of(new Band(true, 2000, 3000), new Band(false, 0.95, 1)));
  }

  @Test
  void aFigureNamesWhatItShowsAndManyPanelsStaySmall() throws IOException {
    var files =
        PanelsFigure.write("doshi: a title", Collections.nCopies(20, panel(false)), folder, "x");
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("x.svg", "x.png");
    String svg = Files.readString(folder.resolve("x.svg"));
    assertThat(svg)
        .contains(">doshi: a title<", ">decay 1<", ">accuracy<", ">T_mem<", ">T_grok<")
        .contains(">1,000<", ">optimiser step, over log(step + 1)<");
    assertThat(svg.length()).isLessThan(120_000);
  }

  @Test
  void aValueThatIsNotPositiveIsLeftOutOfALogarithmicPanel() throws IOException {
    PanelsFigure.write("x", List.of(panel(true)), folder, "x");
    assertThat(Files.readString(folder.resolve("x.svg"))).doesNotContain("NaN");
  }

  @Test
  void theMedianIsTheMiddleSeedAndOneThatHasEndedKeepsItsLastValue() {
    var median =
        Panel.median(
            List.of(
                new Curve(new long[] {0, 100}, new double[] {0, 3}),
                new Curve(new long[] {0, 10}, new double[] {1, 1}),
                new Curve(new long[] {0, 100}, new double[] {2, 2})));
    assertThat(median.at(0)).isEqualTo(1);
    assertThat(median.at(100)).isEqualTo(2);
    assertThat(rise(100).at(0)).isZero();
  }
}
