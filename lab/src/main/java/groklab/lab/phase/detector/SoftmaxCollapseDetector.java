package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds softmax collapse (arXiv 2501.04697): for more than half of the training examples the
/// largest exponential absorbs all others in the precision of the loss, so their loss and the
/// gradient of their right class are exactly 0 and learning stops. One half is the line that the
/// paper draws in its figures.
///
/// A sum that absorbs is half of it: a loss that does not compute the gradient of the right class
/// as p − 1 goes on teaching there ([KnownRun#teachesOn]), and then nothing is named, and the
/// search says why.
///
/// Without `numerics.softmaxCollapseShare` the share of examples with an exactly zero gradient
/// stands for it; without either nothing is said, because a small loss alone does not tell rounding
/// from success.
final class SoftmaxCollapseDetector implements SightingDetector {
  static final String COLLAPSED = "numerics.softmaxCollapseShare";
  static final String ZERO_GRADIENT = "numerics.zeroGradientShare";
  private static final double HALF = 0.5;

  private final Episodes episodes = new Episodes();
  private KnownRun known;
  private double highest = Double.NaN;
  private long highestAt;

  SoftmaxCollapseDetector(KnownRun known) {
    this.known = known;
  }

  /// What is known from now on.
  void know(KnownRun now) {
    known = now;
  }

  @Override
  public List<Sighting> accept(Observation observation) {
    var news = new ArrayList<Sighting>();
    boolean exact = observation.has(COLLAPSED);
    if (!exact && !observation.has(ZERO_GRADIENT)) {
      return news;
    }
    double share = observation.probe().value(exact ? COLLAPSED : ZERO_GRADIENT);
    if (known.teachesOn() && !(share <= highest)) {
      highest = share;
      highestAt = observation.step();
    }
    var change =
        share > HALF && !known.teachesOn()
            ? episodes.seen(
                Sighting.Kind.SOFTMAX_COLLAPSE,
                observation.step(),
                () -> evidence(observation, share, exact),
                1)
            : episodes.notSeen(observation.step());
    change.ifPresent(news::add);
    return news;
  }

  @Override
  public List<Sighting> sightings() {
    return episodes.all();
  }

  @Override
  public Optional<Search> search() {
    return highest > HALF
        ? Optional.of(
            new Search(
                Sighting.Kind.SOFTMAX_COLLAPSE,
                String.format(
                    Locale.ROOT,
                    "Not named, although the softmax of %.1f %% of the training examples rounded to"
                        + " 1 at step %,d: this loss sums the gradient of the right class from"
                        + " those of the others, so they go on teaching",
                    100 * highest,
                    highestAt)))
        : Optional.empty();
  }

  private static Evidence evidence(Observation observation, double share, boolean exact) {
    var evidence =
        Evidence.of(
            String.format(
                Locale.ROOT,
                exact
                    ? "the softmax of %.1f %% of the training examples is exactly 1 in the loss's"
                        + " precision, so they no longer teach their right class"
                    : "%.1f %% of the training examples have an exactly zero gradient, so they no"
                        + " longer teach anything",
                100 * share),
            observation.values(COLLAPSED, ZERO_GRADIENT));
    return exact
        ? evidence
        : evidence.without(
            "without numerics.softmaxCollapseShare it could not be told whether the softmax is what"
                + " rounds to zero");
  }
}
