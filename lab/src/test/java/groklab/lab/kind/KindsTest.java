package groklab.lab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.Shapes.Circle;
import groklab.lab.kind.Shapes.Shape;
import groklab.lab.kind.Shapes.Square;
import org.junit.jupiter.api.Test;

class KindsTest {
  /// A role that nobody plays.
  private interface Colour extends OfKind {}

  @Test
  void theKindsOfARoleStandInTheOrderOfTheirList() {
    assertThat(Kinds.names(Shape.class)).containsExactly("circle", "square");
    assertThat(Kinds.of(Colour.class)).isEmpty();
  }

  @Test
  void aKindIsFoundByItsName() {
    assertThat(Kinds.find(Shape.class, "square")).hasValue(Square.KIND);
    assertThat(Kinds.find(Shape.class, "Square")).isEmpty();
    assertThat(Kinds.find(Colour.class, "square")).isEmpty();
  }

  @Test
  void theOthersOfTheSameRoleAreKnown() {
    assertThat(Kinds.besides(Circle.KIND)).containsExactly(Square.KIND);
  }

  @Test
  void aPageIsTheResourceBesideTheClass() {
    assertThat(Circle.KIND.page())
        .isEqualTo(new Page("circle", "all points at one distance", "\n`radius` says which.\n"));
  }

  @Test
  void aPageThatBeginsOtherwiseIsNone() {
    assertThatThrownBy(Square.KIND::page)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the page of square does not begin with '# square: '");
  }
}
