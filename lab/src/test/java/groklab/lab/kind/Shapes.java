package groklab.lab.kind;

import java.util.List;

/// Kinds of a role that only tests know.
public final class Shapes implements KindProvider {

  /// The role.
  interface Shape extends OfKind {}

  record Circle(double radius) implements Shape {
    static final Kind<Circle> KIND =
        Kind.of("circle", Circle.class, s -> new Circle(s.number("radius", 1, Circle::radius)));

    Circle {
      Check.positive(radius, "shape.radius", "1.0");
    }

    @Override
    public Kind<Circle> kind() {
      return KIND;
    }
  }

  record Square() implements Shape {
    static final Kind<Square> KIND = Kind.of("square", new Square(), Square.class);

    @Override
    public Kind<Square> kind() {
      return KIND;
    }
  }

  @Override
  public List<Kind<?>> kinds() {
    return List.of(Circle.KIND, Square.KIND);
  }
}
