package groklab.engine.f32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/// The choice of kernels by the system property `groklab.kernels`.
class FloatKernelChoiceTest {

  @Test
  void simdIsChosenWhereTheVectorApiIsPresent() {
    String expected = "simd-" + FloatVector.SPECIES_PREFERRED.vectorBitSize();
    assertThat(FloatKernelChoice.choose("").name()).isEqualTo(expected);
    assertThat(FloatKernelChoice.choose("simd").name()).isEqualTo(expected);
    assertThat(FloatKernels.preferred()).isSameAs(FloatKernels.preferred());
  }

  @Test
  void plainKernelsCanBeForced() {
    assertThat(FloatKernelChoice.choose("plain").name()).isEqualTo("plain");
  }

  @Test
  void anUnknownNameIsRefusedWithWhatToWrite() {
    assertThatThrownBy(() -> FloatKernelChoice.choose("fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The system property groklab.kernels is 'fast'; write plain or simd, or leave it out.");
  }
}
