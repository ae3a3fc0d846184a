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

/// Raises the weight decay of a network that has memorised for as long as that costs no training
/// loss, and takes it back where it costs too much. Decay shortens the wait up to a strength at
/// which the training loss can no longer fall; there it is held. A strength that it had raised to
/// and had to take back is not tried again: each time costs what has been learned. What the network
/// does on unseen examples is not asked.
///
/// @param least the decay from which it begins where the run has less
/// @param factor by which it raises and takes back
/// @param every how much of the steps so far is between two changes
/// @param below it raises while the training loss is less than this share of that of guessing
/// @param above it takes back while the training loss is more than this share of that of guessing,
///     larger than `below`
public record RaiseDecay(double least, double factor, double every, double below, double above)
    implements ControllerSpec {

  public static final Kind<RaiseDecay> KIND =
      Kind.of("raise-decay", RaiseDecay.class, RaiseDecay::read);

  private static final String DECAY = "optimizer.weightDecay";

  public RaiseDecay {
    Check.positive(least, "controller.least", "0.01");
    Check.that(factor > 1 && factor <= 10, "controller.factor", factor, "above 1, at most 10", "2");
    Check.positive(every, "controller.every", "0.25");
    Check.positive(below, "controller.below", "0.02");
    Check.that(
        above > below, "controller.above", above, "more than controller.below, " + below, "0.1");
  }

  private static RaiseDecay read(Section<RaiseDecay> s) {
    return new RaiseDecay(
        s.number("least", 0.01, RaiseDecay::least),
        s.number("factor", 2, RaiseDecay::factor),
        s.number("every", 0.25, RaiseDecay::every),
        s.number("below", 0.02, RaiseDecay::below),
        s.number("above", 0.1, RaiseDecay::above));
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
    private boolean begun;
    private long changedAt;
    private double leastRaisedTo = Double.POSITIVE_INFINITY;
    private double refused = Double.POSITIVE_INFINITY;

    Search(RaiseDecay spec) {
      this.spec = spec;
    }

    @Override
    public List<Decision> decide(Sight sight) {
      begun = begun || sight.fitted();
      boolean rests = changedAt > 0 && sight.step() < changedAt * (1 + spec.every);
      if (!begun || rests) {
        return List.of();
      }
      double now = sight.number(DECAY);
      double share = sight.lossShare();
      if (share > spec.above) {
        refused = now >= leastRaisedTo ? Math.min(refused, now) : refused;
        return changed(sight, now / spec.factor, "more than %s".formatted(spec.above));
      }
      double more = Math.max(spec.least, now * spec.factor);
      if (!sight.fitted() || !(share < spec.below) || more >= refused) {
        return List.of();
      }
      leastRaisedTo = Math.min(leastRaisedTo, more);
      return changed(sight, more, "less than " + spec.below);
    }

    private List<Decision> changed(Sight sight, double decay, String bound) {
      changedAt = sight.step();
      String why =
          String.format(
              Locale.ROOT,
              "the training loss is %.2g of that of guessing, %s",
              sight.lossShare(),
              bound);
      return List.of(Decision.of(DECAY, decay, why));
    }
  }
}
