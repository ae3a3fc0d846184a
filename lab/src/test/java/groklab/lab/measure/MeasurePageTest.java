package groklab.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MeasurePageTest {
  private static MeasurePage.Builder builder() {
    return MeasurePage.of(MeasureGroup.WEIGHTS, "size", "How large it is")
        .records("SET.size", "of a set")
        .records("size.TENSOR", "of a tensor")
        .records("size.top.N", "of the Nth")
        .formula("f")
        .shapes("s")
        .normalisation("n")
        .logarithm("none")
        .cost("c")
        .reading("before", "at", "after")
        .misleads("m");
  }

  @Test
  void announcesWhatItsPatternsStandFor() {
    MeasurePage page = builder().source("s").build();
    assertThat(page.announces("train.size")).isTrue();
    assertThat(page.announces("validation.size")).isTrue();
    assertThat(page.announces("size.blocks.0.mlp.W_in")).isTrue();
    assertThat(page.announces("size.top.12")).isTrue();
    assertThat(page.announces("size.")).isFalse();
    assertThat(page.announces("test.size")).isFalse();
    assertThat(page.announces("trainXsize")).isFalse();
    assertThat(page.announces("size")).isFalse();
  }

  @Test
  void aPageThatLeavesSomethingOutIsRefused() {
    assertThatThrownBy(() -> builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the page of the measure size leaves something out");
    assertThatThrownBy(() -> MeasurePage.of(MeasureGroup.WEIGHTS, "x", "y").source("s").build())
        .hasMessageContaining("does not say how to read it");
  }
}
