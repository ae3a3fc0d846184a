package groklab.zoo.control;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.kind.Kind;
import java.util.List;

/// Several controllers together, each with its usual keys.
public record Auto() implements ControllerSpec {

  public static final Kind<Auto> KIND = Kind.of("auto", Auto.class, _ -> new Auto());

  private static final List<ControllerSpec> PARTS =
      List.of(new RaiseDecay(0.01, 2, 0.25, 0.02, 0.1), new GuardCollapse(0.5));

  @Override
  public Kind<Auto> kind() {
    return KIND;
  }

  @Override
  public List<String> reads() {
    return PARTS.stream().flatMap(part -> part.reads().stream()).toList();
  }

  @Override
  public List<String> sets() {
    return PARTS.stream().flatMap(part -> part.sets().stream()).toList();
  }

  @Override
  public Controller begin() {
    List<Controller> parts = PARTS.stream().map(ControllerSpec::begin).toList();
    return sight -> parts.stream().flatMap(part -> part.decide(sight).stream()).toList();
  }
}
