package groklab.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.update.Table.Axis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntropyGridTest {
  private static final Axis ONE = new Axis("accuracy", 0, 1, 1);

  private static EntropyGrid line(double bumpBins) {
    return new EntropyGrid(new Axis("ln loss", -2, 2, 8), ONE, bumpBins);
  }

  private static double[] entropy(EntropyGrid grid) {
    return grid.tables().getFirst().numbers();
  }

  @Test
  void slopesAreThoseOfTheLinesBetweenCentres() {
    var grid = line(1);
    Arrays.setAll(entropy(grid), i -> i * i);
    grid.at(-1.75 + 0.5 * 3.4, 0); // between the centres of bins 3 and 4
    assertThat(grid.slopeX()).isCloseTo((16 - 9) / 0.5, within(1e-12));
    grid.at(-1.9, 0);
    assertThat(grid.slopeX()).as("before the first centre").isZero();
    grid.at(5, 0);
    assertThat(grid.slopeX()).as("beyond the range").isZero();
  }

  /// A bump at an end grows as much in all as one in the middle.
  @Test
  void bumpsAreMirroredAtTheEnds() {
    double[] sums = new double[3];
    double[] places = {-1.99, 0.1, 1.99};
    for (int k = 0; k < places.length; k++) {
      var grid = line(1.3);
      grid.raise(places[k], 0, 1);
      sums[k] = Arrays.stream(entropy(grid)).sum();
    }
    assertThat(sums[0]).isCloseTo(sums[1], within(1e-12));
    assertThat(sums[2]).isCloseTo(sums[1], within(1e-12));
  }

  @Test
  void aPlaneHasSlopesInBothDirections() {
    var grid = new EntropyGrid(new Axis("ln loss", 0, 4, 4), new Axis("accuracy", 0, 1, 5), 1);
    double[] s = entropy(grid);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 5; j++) {
        s[i * 5 + j] = 3 * i + 2 * j + i * j;
      }
    }
    // at u = 1.25, v = 2.5 in bins: ∂/∂u = 3 + v, ∂/∂v = 2 + u
    grid.at(1.75, 0.6);
    assertThat(grid.slopeX()).isCloseTo(5.5, within(1e-12));
    assertThat(grid.slopeY()).isCloseTo(3.25 / 0.2, within(1e-12));
  }

  @Test
  void flatnessIsTheFewestVisitsAsAShareOfTheMean() {
    var grid = line(1);
    assertThat(grid.flatness()).isNaN();
    for (int i = 0; i < 8; i++) {
      grid.visit(-1.75 + 0.5 * i, 0);
      grid.visit(-1.75 + 0.5 * i, 0);
    }
    grid.visit(0.1, 0);
    assertThat(grid.flatness()).isCloseTo(2 / (17 / 8.0), within(1e-12));
    assertThat(grid.visited()).isEqualTo(1);
  }

  /// Of one loss not every accuracy can be had: bins of a plane that nobody met do not count.
  @Test
  void onAPlaneOnlyBinsThatWereMetCount() {
    var grid = new EntropyGrid(new Axis("ln loss", 0, 4, 4), new Axis("accuracy", 0, 1, 5), 1);
    grid.visit(0.5, 0.1);
    grid.visit(1.5, 0.1);
    grid.visit(1.5, 0.1);
    assertThat(grid.flatness()).isCloseTo(1 / 1.5, within(1e-12));
    assertThat(grid.visited()).isCloseTo(2 / 20.0, within(1e-12));
  }
}
