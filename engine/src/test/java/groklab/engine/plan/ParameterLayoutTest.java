package groklab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

  @Test
  void viewsAreAlignedInOrderAndCountedWithoutGaps() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("a", 3, 5);
    layout.add("b", 1, 16);
    layout.add("c", 1, 1);
    assertThat(layout.views())
        .containsExactly(
            new ParameterLayout.View("a", 0, 3, 5),
            new ParameterLayout.View("b", 16, 1, 16),
            new ParameterLayout.View("c", 32, 1, 1));
    assertThat(layout.length()).isEqualTo(48);
    assertThat(layout.count()).isEqualTo(32);
    assertThat(layout.view("b").size()).isEqualTo(16);
  }

  @Test
  void namesAreUniqueAndUnknownOnesAreNamedWithTheKnown() {
    ParameterLayout layout = new ParameterLayout();
    layout.add("embed", 1, 1);
    assertThatThrownBy(() -> layout.add("embed", 2, 2)).hasMessageContaining("embed");
    assertThat(layout.length()).isEqualTo(16);
    assertThatThrownBy(() -> layout.view("unembed"))
        .hasMessageContaining("unembed")
        .hasMessageContaining("[embed]");
  }
}
