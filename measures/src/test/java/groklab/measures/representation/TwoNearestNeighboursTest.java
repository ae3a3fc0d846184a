package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import org.junit.jupiter.api.Test;

class TwoNearestNeighboursTest {
  /// 30 points (((7i) mod 31)/31, ((3i²) mod 29)/29) of the project's notes.
  @Test
  void theReferencePointsHaveTheReferenceDimensions() {
    TwoNearestNeighbours found = TwoNearestNeighbours.of(reference());
    assertThat(found.fit()).isCloseTo(1.630224, within(5e-7));
    assertThat(found.maximumLikelihood()).isCloseTo(1.703999, within(5e-7));
    assertThat(found.regular()).isFalse();
  }

  @Test
  void duplicatesAreRemoved() {
    Matrix points = reference();
    int[] twice = new int[60];
    for (int i = 0; i < 60; i++) {
      twice[i] = i % 30;
    }
    TwoNearestNeighbours found = TwoNearestNeighbours.of(points.rows(twice));
    assertThat(found.duplicates()).isEqualTo(30);
    assertThat(found.fit()).isEqualTo(TwoNearestNeighbours.of(points).fit());
  }

  @Test
  void aRandomPlaneInTenDimensionsHasTwo() {
    RandomStream stream = RandomStream.of(4, "plane");
    double[] values = new double[800 * 10];
    for (int i = 0; i < 800; i++) {
      double u = stream.uniform(2L * i);
      double v = stream.uniform(2L * i + 1);
      for (int c = 0; c < 10; c++) {
        values[10 * i + c] = u * Math.cos(c) + v * Math.sin(c);
      }
    }
    TwoNearestNeighbours found = TwoNearestNeighbours.of(new Matrix(800, 10, values));
    assertThat(found.fit()).isCloseTo(2, within(0.3));
    assertThat(found.maximumLikelihood()).isCloseTo(2, within(0.3));
  }

  @Test
  void aCircleOfEqualStepsIsFlagged() {
    double[] values = new double[2 * 113];
    for (int a = 0; a < 113; a++) {
      values[2 * a] = Math.cos(2 * Math.PI * a / 113);
      values[2 * a + 1] = Math.sin(2 * Math.PI * a / 113);
    }
    TwoNearestNeighbours found = TwoNearestNeighbours.of(new Matrix(113, 2, values));
    assertThat(found.regular()).isTrue();
    assertThat(found.meaningless().orElseThrow()).contains("a lattice or a circle");
    assertThat(found.maximumLikelihood()).isGreaterThan(30);
  }

  @Test
  void twoPointsHaveNoDimension() {
    TwoNearestNeighbours found =
        TwoNearestNeighbours.of(Matrix.of(new double[] {1}, new double[] {2}, new double[] {2}));
    assertThat(found.points()).isEqualTo(2);
    assertThat(found.fit()).isNaN();
    assertThat(found.maximumLikelihood()).isNaN();
    assertThat(found.meaningless().orElseThrow()).contains("2 distinct points");
  }

  private static Matrix reference() {
    double[] values = new double[60];
    for (int i = 0; i < 30; i++) {
      values[2 * i] = 7 * i % 31 / 31.0;
      values[2 * i + 1] = 3 * i * i % 29 / 29.0;
    }
    return new Matrix(30, 2, values);
  }
}
