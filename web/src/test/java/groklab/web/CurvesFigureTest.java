package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesFigureTest {
  private static final int TRAIN = 0xff0072b2;
  private static final int VALIDATION = 0xffd55e00;

  @TempDir Path directory;

  private SampleRun run() {
    return new SampleRun(directory.resolve("run"));
  }

  private static Set<Integer> colours(BufferedImage image, int fromRow, int toRow) {
    var colours = new HashSet<Integer>();
    for (int y = fromRow; y < toRow; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void bothCurvesAreInBothHalves() throws IOException {
    var files = CurvesFigure.write(run().write().path());
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("curves.svg", "curves.png");
    var image = ImageIO.read(files.getLast().toFile());
    int middle = image.getHeight() / 2;
    assertThat(colours(image, 0, middle)).contains(TRAIN, VALIDATION);
    assertThat(colours(image, middle, image.getHeight())).contains(TRAIN, VALIDATION);
  }

  @Test
  void theSvgHoldsBothColoursAndNoLinkToAnythingElse() throws IOException {
    var svg = Files.readString(CurvesFigure.write(run().write().path()).getFirst());
    assertThat(svg).contains("rgb(0,114,178)", "rgb(213,94,0)").doesNotContain("href=");
  }

  @Test
  void aRunWithoutValidationHasOneCurve() throws IOException {
    var files = CurvesFigure.write(run().withoutValidation().write().path());
    var image = ImageIO.read(files.getLast().toFile());
    assertThat(colours(image, 0, image.getHeight())).contains(TRAIN).doesNotContain(VALIDATION);
  }

  @Test
  void lossesThatALogAxisCannotShowAreGaps() throws IOException {
    var run = run().withoutSummary().write();
    Files.writeString(
        run.metricsFile(),
        """
        {"step":0,"train.loss":4.7,"train.accuracy":0.1,"validation.loss":"NaN","validation.accuracy":0.1}
        {"step":1,"train.loss":"Infinity","train.accuracy":0.5,"validation.loss":0.0,"validation.accuracy":0.2}
        {"step":2,"train.loss":0.5,"train.accuracy":0.9,"validation.loss":0.0,"validation.accuracy":0.3}
        {"step":3,"train.loss":0.4,"train.accuracy":0.9,"validation.loss":0.0,"validation.accuracy":0.3}
        """);
    var image = ImageIO.read(CurvesFigure.write(run.path()).getLast().toFile());
    assertThat(colours(image, image.getHeight() / 2, image.getHeight()))
        .contains(TRAIN)
        .doesNotContain(VALIDATION);
  }

  @Test
  void aRunWithoutProbesIsRefused() throws IOException {
    var run = run().withoutSummary().write();
    Files.writeString(run.metricsFile(), "");
    assertThatThrownBy(() -> CurvesFigure.write(run.path()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no probes yet");
  }
}
