package groklab.lab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.Shapes.Circle;
import groklab.lab.kind.Shapes.Shape;
import groklab.lab.kind.Shapes.Square;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Sections with kinds, lists of numbers and arrays of tables, read and written.
class SectionTest {

  private record Point(double x, List<Double> weights) {
    static Point read(Section<Point> s) {
      return new Point(s.number("x", 0, Point::x), s.numbers("weights", List.of(), Point::weights));
    }
  }

  private record Picture(Shape frame, Shape brush, List<Point> points) {
    static Picture read(Section<Picture> s) {
      return new Picture(
          s.kind("frame", Shape.class, "square", Picture::frame),
          s.named("brush", Shape.class, "circle", Picture::brush),
          s.tables("point", Point::read, Picture::points));
    }
  }

  /// Kinds are written behind the keys of their table, as in a spec.
  private record Album(Shape brush, Shape frame, List<Point> points) {
    static Album read(Section<Album> s) {
      return new Album(
          s.named("brush", Shape.class, "circle", Album::brush),
          s.kind("frame", Shape.class, "square", Album::frame),
          s.tables("point", Point::read, Album::points));
    }
  }

  private static Album album(String toml) {
    var table = (ObjectNode) new TomlMapper().readTree(toml);
    return TableSection.read("", table, Album::read, Set.of());
  }

  private static Picture picture(String toml) {
    var table = (ObjectNode) new TomlMapper().readTree(toml);
    return TableSection.read("", table, Picture::read, Set.of());
  }

  @Test
  void whatIsNotStatedIsTheFallback() {
    assertThat(picture("")).isEqualTo(new Picture(new Square(), new Circle(1), List.of()));
  }

  @Test
  void aKindIsNamedInATextOrInATableWithItsKeys() {
    assertThat(picture("brush = \"square\"").brush()).isEqualTo(new Square());
    assertThat(picture("brush = { kind = \"circle\", radius = 3 }").brush())
        .isEqualTo(new Circle(3));
    assertThat(picture("[frame]\nkind = \"circle\"\nradius = 2").frame()).isEqualTo(new Circle(2));
  }

  @Test
  void tablesAndListsOfNumbersKeepTheirOrder() {
    assertThat(picture("[[point]]\nx = 1\n[[point]]\nweights = [3, 0.5]").points())
        .containsExactly(new Point(1, List.of()), new Point(0, List.of(3.0, 0.5)));
  }

  @Test
  void whatIsWrittenReadsBack() {
    for (var brush : List.of(new Square(), new Circle(0.25))) {
      var album =
          new Album(
              brush,
              new Circle(2),
              List.of(new Point(1, List.of(1.5, -2.0)), new Point(2, List.of())));
      assertThat(album(ValueSection.write(album, Album::read))).isEqualTo(album);
    }
  }

  @Test
  void aKindWithoutKeysIsWrittenAsItsName() {
    var album = new Album(new Square(), new Circle(2), List.of(new Point(1, List.of(4.0))));
    assertThat(ValueSection.write(album, Album::read))
        .isEqualTo(
            """
            brush = "square"

            [frame]
            kind = "circle"
            radius = 2.0

            [[point]]
            x = 1.0
            weights = [4.0]
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "brush = \"squre\"|brush is \"squre\"; expected one of \"circle\", \"square\"; did you mean"
            + " square?",
        "frame.kind = \"oval\"|frame.kind is \"oval\"; expected one of \"circle\", \"square\"",
        "frame.radius = 2|frame.radius belongs to frame.kind = \"circle\", but this spec has the"
            + " default kind; leave it out or change the kind",
        "brush = { radios = 2 }|brush.radios is not a key; did you mean brush.radius?",
        "brush = 3|brush is the number 3; expected a text in quotes; write e.g. brush = \"circle\"",
        "point = 3|point is the number 3; expected tables, each below a line [[point]]; write e.g."
            + " point = [ { ... } ]",
        "point = [ { y = 1 } ]|point[0].y is not a key; did you mean point[0].x?",
        "point = [ { weights = 1 } ]|point[0].weights is the number 1; expected a list of numbers;"
            + " write e.g. weights = []",
        "point = [ { weights = [1, \"a\"] } ]|point[0].weights[1] is the text \"a\"; expected a"
            + " number; write e.g. weights[1] = 0.0",
      })
  void badInputGetsASentence(String toml, String sentence) {
    assertThatThrownBy(() -> picture(toml)).isInstanceOf(SpecException.class).hasMessage(sentence);
  }
}
