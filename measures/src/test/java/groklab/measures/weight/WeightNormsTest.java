package groklab.measures.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightNormsTest {
  @Test
  void normsOfOneTensor() {
    WeightNorms norms = WeightNorms.total(List.of(new double[] {3, -4, 0, 0}));
    assertThat(norms).isEqualTo(new WeightNorms(4, 7, 5, 2.5, 4));
  }

  @Test
  void theTotalIsThatOfTheLongVector() {
    List<double[]> tensors = List.of(new double[] {3, 4}, new double[] {12});
    WeightNorms total = WeightNorms.total(tensors);
    assertThat(total.l2()).isCloseTo(13, within(1e-14));
    assertThat(total.l1()).isEqualTo(19);
    assertThat(total.max()).isEqualTo(12);
    assertThat(total.count()).isEqualTo(3);
  }

  @Test
  void noWeightsHaveNoRms() {
    assertThat(WeightNorms.total(List.of()).rms()).isNaN();
    assertThat(WeightNorms.total(List.of(new double[] {1, Double.NaN})).max()).isNaN();
  }
}
