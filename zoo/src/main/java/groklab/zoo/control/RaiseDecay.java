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

/// Raises the weight decay of a network that has memorised, step by step, until the training set is
/// no longer fitted; then takes it back and stays below what was too much. It looks for the upper
/// end of the zone in which a network generalises (arXiv 2205.10343, 2603.13331) without asking
/// what it does on unseen examples.
///
/// @param least the decay from which it begins where the run has less
/// @param factor by which it raises, and twice by which it takes back
/// @param every how much of the steps so far is between two raises
public record RaiseDecay(double least, double factor, double every) implements ControllerSpec {

  public static final Kind<RaiseDecay> KIND =
      Kind.of("raise-decay", RaiseDecay.class, RaiseDecay::read);

  private static final String DECAY = "optimizer.weightDecay";

  public RaiseDecay {
    Check.positive(least, "controller.least", "0.01");
    Check.that(factor > 1 && factor <= 10, "controller.factor", factor, "above 1, at most 10", "2");
    Check.positive(every, "controller.every", "0.25");
  }

  private static RaiseDecay read(Section<RaiseDecay> s) {
    return new RaiseDecay(
        s.number("least", 0.01, RaiseDecay::least),
        s.number("factor", 2, RaiseDecay::factor),
        s.number("every", 0.25, RaiseDecay::every));
  }

  @Override
  public Kind<RaiseDecay> kind() {
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
    return new Search(this);
  }

  /// Where the search stands.
  private static final class Search implements Controller {
    private final RaiseDecay spec;
    private boolean raised;
    private boolean lost;
    private long changedAt;
    private double tooMuch = Double.POSITIVE_INFINITY;

    Search(RaiseDecay spec) {
      this.spec = spec;
    }

    @Override
    public List<Decision> decide(Sight sight) {
      if (Double.isNaN(sight.fit())) {
        return List.of();
      }
      return sight.fitted() ? fitted(sight) : notFitted(sight);
    }

    private List<Decision> fitted(Sight sight) {
      lost = false;
      double now = sight.number(DECAY);
      double next = Math.max(spec.least, now * spec.factor);
      boolean due = !raised || sight.step() >= changedAt * (1 + spec.every);
      if (!due || next >= tooMuch) {
        return List.of();
      }
      raised = true;
      changedAt = sight.step();
      return List.of(Decision.of(DECAY, next, "the training set is fitted, " + share(sight)));
    }

    private List<Decision> notFitted(Sight sight) {
      if (!raised || lost) {
        return List.of();
      }
      lost = true;
      double now = sight.number(DECAY);
      tooMuch = now;
      changedAt = sight.step();
      return List.of(
          Decision.of(
              DECAY,
              now / (spec.factor * spec.factor),
              "the training set is no longer fitted, " + share(sight)));
    }

    private static String share(Sight sight) {
      return String.format(Locale.ROOT, "at %.4g", sight.fit());
    }
  }
}
