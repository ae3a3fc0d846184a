package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarchenkoPasturTest {
  /// The table of thresholds in the project's notes, at σ = 1.
  @ParameterizedTest
  @CsvSource({
    "784, 200, 2.265255, 0.025473, 2.424858",
    "200, 200, 4.000000, 0.073681, 4.271442",
    "200, 100, 2.914214, 0.066963, 3.172985"
  })
  void edgesAndThresholds(int larger, int smaller, double edge, double width, double threshold) {
    assertThat(MarchenkoPastur.upperEdge((double) larger / smaller, 1))
        .isCloseTo(edge, within(5e-7));
    assertThat(MarchenkoPastur.tracyWidom(larger, smaller, 1)).isCloseTo(width, within(5e-7));
    assertThat(MarchenkoPastur.threshold(larger, smaller, 1)).isCloseTo(threshold, within(5e-7));
  }

  /// For 784 x 200: visible from 19.9 σ, above WeightWatcher's threshold from 26.3 σ; 40 σ and 90 σ
  /// at 3.4 and 11.05.
  @Test
  void aSpikeIsWhereTheTheoryPutsIt() {
    assertThat(MarchenkoPastur.smallestVisible(784, 200, 1)).isCloseTo(19.9, within(0.05));
    assertThat(MarchenkoPastur.spike(784, 200, 1, MarchenkoPastur.smallestVisible(784, 200, 1)))
        .isCloseTo(MarchenkoPastur.upperEdge(3.92, 1), within(1e-12));
    assertThat(MarchenkoPastur.spike(784, 200, 1, 26.25)).isLessThan(2.424858);
    assertThat(MarchenkoPastur.spike(784, 200, 1, 26.35)).isGreaterThan(2.424858);
    assertThat(MarchenkoPastur.spike(784, 200, 1, 40)).isCloseTo(3.4, within(0.05));
    assertThat(MarchenkoPastur.spike(784, 200, 3, 270) / 9)
        .isCloseTo(MarchenkoPastur.spike(784, 200, 1, 90), within(1e-12));
  }

  @Test
  void densitiesIntegrateToOne() {
    assertThat(integral(x -> MarchenkoPastur.density(x, 2.5, 1.3), 6)).isCloseTo(1, within(1e-4));
    assertThat(integral(x -> MarchenkoPastur.quarterCircle(x, 1.3), 6)).isCloseTo(1, within(1e-4));
    assertThat(integral(x -> x * MarchenkoPastur.density(x, 2.5, 1.3), 6))
        .isCloseTo(1.3 * 1.3, within(1e-4));
  }

  private static double integral(DoubleUnaryOperator f, double to) {
    int steps = 200_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += f.applyAsDouble((i + 0.5) * to / steps);
    }
    return sum * to / steps;
  }
}
