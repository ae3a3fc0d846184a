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
