package groklab.lab.phase.detector;

import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.VerdictRule;
import groklab.lab.phase.timeline.PhaseThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Finds, when a run has generalised, where validation stood still before: a plateau above what
/// guessing and look-up give, that was too short to be named while it lasted
/// ([groklab.lab.phase.timeline.PhaseTimeline] waits for a decade of steps there, because nobody
/// knows yet whether the curve has stopped).
///
/// In hindsight the rise is known too, and the two are compared in decades of steps. Validation
/// stands still while it stays within a band of what is clear, c, that ends at least 2 c below the
/// threshold and begins above the plateau of a phase; it is a standstill where that lasts for as
/// many decades at least as from its end to the threshold. No smooth curve does that: one that is
/// a line, a logistic or a power law in log steps, with c = 0.1 and the threshold 0.95, spends a
/// half, a sixth and a third of the rise in such a band. It is told once, when the phase
/// generalised is first certain, and where no phase is the plateau.
final class StandstillDetector implements SightingDetector {
  private static final double AT_MOST = 0.8;

  private final List<Long> steps = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private boolean looked;
  private List<Sighting> found = List.of();

  @Override
  public List<Sighting> accept(Observation observation) {
    if (looked || observation.context().isEmpty()) {
      return List.of();
    }
    var context = observation.context().get();
    if (context.timeline().fitSince().isPresent()) {
      steps.add(observation.step());
      scores.add(context.reading().validation().orElse(Double.NaN));
    }
    if (context.timeline().phase().filter(Phase.GENERALISED::equals).isPresent()) {
      looked = true;
      found = hasPlateau(context) ? List.of() : longest(context);
    }
    return found;
  }

  @Override
  public List<Sighting> sightings() {
    return found;
  }

  private boolean hasPlateau(Observation.Context context) {
    var phases = context.timeline().phases();
    long[] probes = steps.stream().mapToLong(Long::longValue).toArray();
    return steps.isEmpty()
        || VerdictRule.plateau(steps.getFirst(), phases.getLast().step(), phases, List.of(), probes)
            .isPresent();
  }

  /// Probes from one to another, both included, that lie within the band.
  private record Stay(int from, int to, double decades) {}

  private List<Sighting> longest(Observation.Context context) {
    long generalised = context.timeline().phases().getLast().step();
    var longest = new Stay(0, 0, 0);
    for (int from = 0; from < steps.size() && steps.get(from) < generalised; from++) {
      var stay = stay(from, generalised, context.timeline().thresholds());
      if (stay.decades > longest.decades) {
        longest = stay;
      }
    }
    int probes = longest.to - longest.from + 1;
    boolean standstill =
        probes >= context.timeline().run().criterion().stability()
            && longest.decades >= decades(steps.get(longest.to), generalised);
    return standstill ? List.of(sighting(longest, generalised, context)) : List.of();
  }

  private Stay stay(int from, long generalised, PhaseThresholds thresholds) {
    double top = thresholds.validation() - 2 * thresholds.clear();
    double raised = thresholds.free() + thresholds.clear();
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    int end = from - 1;
    while (end + 1 < steps.size() && steps.get(end + 1) < generalised) {
      double next = scores.get(end + 1);
      if (!(next <= top
          && Math.max(highest, next) - Math.min(lowest, next) <= thresholds.clear())) {
        break;
      }
      lowest = Math.min(lowest, next);
      highest = Math.max(highest, next);
      end++;
    }
    return end > from && lowest >= raised
        ? new Stay(from, end, decades(steps.get(from), steps.get(end)))
        : new Stay(from, from, 0);
  }

  /// From one step to another; step 0 counts as 1.
  private static double decades(long from, long to) {
    return StrictMath.log10((double) Math.max(1, to) / Math.max(1, from));
  }

  private Sighting sighting(Stay stay, long generalised, Observation.Context context) {
    var criterion = context.timeline().run().criterion();
    var band = scores.subList(stay.from, stay.to + 1).stream().mapToDouble(Double::doubleValue);
    var levels = band.summaryStatistics();
    int probes = stay.to - stay.from + 1;
    String sentence =
        String.format(
            Locale.ROOT,
            "validation stood between %s and %s, above what guessing gives, from step %,d to step"
                + " %,d (%d probes, %.2f decades of steps), and took %.2f decades from there to"
                + " its threshold",
            criterion.words(criterion.valueAt(levels.getMin())),
            criterion.words(criterion.valueAt(levels.getMax())),
            steps.get(stay.from),
            steps.get(stay.to),
            probes,
            stay.decades,
            decades(steps.get(stay.to), generalised));
    return new Sighting(
        Sighting.Kind.STANDSTILL,
        steps.get(stay.from),
        OptionalLong.of(steps.get(stay.to)),
        Evidence.of(sentence, context.reading().values()),
        Math.min(AT_MOST, (probes + 1.0) / (probes + 2.0)));
  }
}
