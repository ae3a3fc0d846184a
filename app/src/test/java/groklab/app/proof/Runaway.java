package groklab.app.proof;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.control.Decision;
import groklab.lab.kind.Kind;
import java.util.List;

/// A controller whose arithmetic goes wrong at step 60.
public record Runaway() implements ControllerSpec {

  public static final Kind<Runaway> KIND = Kind.of("runaway", Runaway.class, _ -> new Runaway());

  private static final String DECAY = "optimizer.weightDecay";

  @Override
  public Kind<Runaway> kind() {
    return KIND;
  }

  @Override
  public List<String> reads() {
    return List.of();
  }

  @Override
  public List<String> sets() {
    return List.of(DECAY);
  }

  @Override
  public Controller begin() {
    return sight ->
        sight.step() < 60
            ? List.of()
            : List.of(Decision.of(DECAY, Math.sqrt(-1), "the root of minus one"));
  }
}
