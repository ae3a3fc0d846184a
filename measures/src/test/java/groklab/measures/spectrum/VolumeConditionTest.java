package groklab.measures.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VolumeConditionTest {
  /// `detX_num` of the project's notes.
  @Test
  void handMadeAndRandomSpectraHaveTheReferenceCounts() {
    assertThat(VolumeCondition.of(PowerLawTest.POWERS_OF_TWO).count()).isEqualTo(6);
    assertThat(VolumeCondition.of(PowerLawTest.FIBONACCI).count()).isEqualTo(8);
    assertThat(VolumeCondition.of(PowerLawTest.INTEGERS).count()).isEqualTo(18);
    assertThat(
            VolumeCondition.of(Spectrum.of(RandomMatrices.seed42(200, 100)).eigenvalues()).count())
        .isEqualTo(82);
    assertThat(VolumeCondition.of(Spectrum.of(RandomMatrices.seed42(64, 48)).eigenvalues()).count())
        .isEqualTo(37);
  }

  @Test
  void theSmallestOfTheSetIsNamedInTheScaleOfTheInput() {
    assertThat(VolumeCondition.of(PowerLawTest.POWERS_OF_TWO).smallest()).isEqualTo(4);
    assertThat(VolumeCondition.of(4, 4)).isEqualTo(new VolumeCondition(2, 4));
    assertThatThrownBy(VolumeCondition::of).isInstanceOf(IllegalArgumentException.class);
  }
}
