package groklab.zoo.control;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.control.Decision;
import groklab.lab.control.Sight;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import java.util.List;
import java.util.Locale;

/// Computes the loss in double precision from the probe on at which the softmax of too many
/// training examples has collapsed (arXiv 2501.04697): in less, their gradients are exactly 0 and
/// nothing is learnt any more.
///
/// @param share of the training examples from which it acts, above 0 and below 1; the paper draws
///     its line at one half
public record GuardCollapse(double share) implements ControllerSpec {

  public static final Kind<GuardCollapse> KIND =
      Kind.of("guard-collapse", GuardCollapse.class, GuardCollapse::read);

  private static final String COLLAPSED = "numerics.softmaxCollapseShare";
  private static final String PRECISION = "training.lossPrecision";
  private static final String DOUBLE = "\"float64\"";

  public GuardCollapse {
    Check.that(share > 0 && share < 1, "controller.share", share, "a share between 0 and 1", "0.5");
  }

  private static GuardCollapse read(Section<GuardCollapse> s) {
    return new GuardCollapse(s.number("share", 0.5, GuardCollapse::share));
  }

  @Override
  public Kind<GuardCollapse> kind() {
    return KIND;
  }

  @Override
  public List<String> reads() {
    return List.of(COLLAPSED);
  }

  @Override
  public List<String> sets() {
    return List.of(PRECISION);
  }

  @Override
  public Controller begin() {
    return this::decide;
  }

  private List<Decision> decide(Sight sight) {
    double collapsed = sight.value(COLLAPSED);
    if (!(collapsed > share) || sight.setting(PRECISION).equals(DOUBLE)) {
      return List.of();
    }
    String why =
        String.format(
            Locale.ROOT,
            "the softmax of %.1f %% of the training examples has collapsed",
            100 * collapsed);
    return List.of(new Decision(PRECISION, DOUBLE, why));
  }
}
