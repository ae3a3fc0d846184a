package groklab.lab.phase.detector;

import groklab.lab.phase.Finding;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Sighting.Kind;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;

/// One trace of the detector suite: probes, what is known of the task, and what is true of the run.
///
/// @param truth what the run is, decided by whoever made the trace
/// @param beside what can be seen beside the phases, apart from the verdict on the whole run
/// @param changedAt the training set is changed before this step
record Trace(
    String name,
    Truth truth,
    Set<Kind> beside,
    Known task,
    List<Probe> probes,
    OptionalLong changedAt) {

  /// What a run is.
  enum Truth {
    GROKKING,
    COMPREHENSION,
    SEMI_GROKKING,
    MISGROKKING,
    MEMORISATION,
    CONFUSION,
    COLLAPSED,
    UN_GROKKED,
    LOST,
    TRANSITION,
    UNDETERMINED
  }

  /// The sightings that are about something beside the verdict.
  static final Set<Kind> OVERLAID =
      EnumSet.of(
          Kind.CIRCUIT_FORMATION,
          Kind.CLEANUP,
          Kind.SLINGSHOT,
          Kind.LOSS_SPIKES,
          Kind.SOFTMAX_COLLAPSE,
          Kind.OVERTRAINED_SPECTRUM);

  /// The detector after the whole trace.
  PhaseDetector detector() {
    var detector = task.detector();
    feed(detector, probes);
    return detector;
  }

  /// The detector after the whole trace, with other things known from a step on.
  PhaseDetector detector(long from, KnownRun then) {
    var detector = task.detector();
    feed(detector, probes.stream().filter(probe -> probe.step() < from).toList());
    detector.know(then);
    feed(detector, probes.stream().filter(probe -> probe.step() >= from).toList());
    return detector;
  }

  /// Shows some of the probes to a detector.
  List<Finding> feed(PhaseDetector detector, List<Probe> some) {
    var findings = new ArrayList<Finding>();
    for (var probe : some) {
      if (changedAt.isPresent() && probe.step() == changedAt.getAsLong()) {
        detector.trainingSetChanged();
      }
      findings.addAll(detector.accept(probe));
    }
    return findings;
  }

  /// What the detector takes the run to be, in the words of the truth.
  static Truth detected(PhaseDetector detector) {
    var now = detector.phase().orElseThrow();
    var seen = detector.sightings();
    return switch (now) {
      case UNDETERMINED -> Truth.UNDETERMINED;
      case CONFUSION -> Truth.CONFUSION;
      case MEMORISATION, PLATEAU -> Truth.MEMORISATION;
      case COMPREHENSION -> Truth.COMPREHENSION;
      case COLLAPSED -> Truth.COLLAPSED;
      case UN_GROKKED -> Truth.UN_GROKKED;
      case LOST -> Truth.LOST;
      case TRANSITION ->
          is(seen, Kind.MISGROKKING)
              ? Truth.MISGROKKING
              : is(seen, Kind.SEMI_GROKKING) ? Truth.SEMI_GROKKING : Truth.TRANSITION;
      case GENERALISED -> is(seen, Kind.GROKKING) ? Truth.GROKKING : Truth.COMPREHENSION;
    };
  }

  private static boolean is(List<Sighting> seen, Kind kind) {
    return seen.stream().anyMatch(s -> s.kind() == kind && s.until().isEmpty());
  }

  static Set<Kind> overlaid(PhaseDetector detector) {
    var kinds = EnumSet.noneOf(Kind.class);
    detector.sightings().stream()
        .map(Sighting::kind)
        .filter(OVERLAID::contains)
        .forEach(kinds::add);
    return kinds;
  }

  /// A curve over steps.
  interface Curve {
    double at(long step);

    /// Rises from 0 to 1 as a logistic of the logarithm of the step.
    ///
    /// @param middle step at which it is one half
    /// @param decades in which it goes from 0.1 to 0.9
    static Curve rise(double middle, double decades) {
      double slope = 2 * Math.log(9) / decades;
      return step -> 1 / (1 + Math.exp(-slope * (Math.log10(step + 1.0) - Math.log10(middle))));
    }

    static Curve constant(double value) {
      return step -> value;
    }

    /// This curve between two levels.
    default Curve between(double low, double high) {
      return step -> low + (high - low) * at(step);
    }

    default Curve plus(Curve other) {
      return step -> at(step) + other.at(step);
    }

    default Curve times(Curve other) {
      return step -> at(step) * other.at(step);
    }

    /// One bump of a height, its shape a bell of the logarithm of the step.
    static Curve bump(double middle, double decades, double height) {
      return step -> {
        double x = (Math.log10(step + 1.0) - Math.log10(middle)) / decades;
        return height * Math.exp(-x * x);
      };
    }
  }

  /// Makes traces.
  static final class Maker {
    private final String name;
    private final Truth truth;
    private final Set<Kind> beside = EnumSet.noneOf(Kind.class);
    private final SequencedMap<String, Curve> curves = new LinkedHashMap<>();
    private final SequencedMap<String, Double> noise = new LinkedHashMap<>();
    private final SequencedMap<String, Integer> every = new LinkedHashMap<>();
    private Known task = Known.classification(113).withLookUp(0);
    private long[] grid = logGrid(120, 20_000);
    private OptionalLong changedAt = OptionalLong.empty();

    Maker(String name, Truth truth) {
      this.name = name;
      this.truth = truth;
    }

    Maker task(Known known) {
      task = known;
      return this;
    }

    /// The number of probes, spaced by the logarithm, and the last step.
    Maker grid(int probes, long end) {
      grid = logGrid(probes, end);
      return this;
    }

    /// A probe every so many steps.
    Maker linear(int probes, long end) {
      grid = new long[probes + 1];
      for (int i = 0; i <= probes; i++) {
        grid[i] = end * i / probes;
      }
      return this;
    }

    Maker beside(Kind... kinds) {
      beside.addAll(List.of(kinds));
      return this;
    }

    Maker changedAt(long step) {
      changedAt = OptionalLong.of(step);
      return this;
    }

    Maker put(String measure, Curve curve) {
      curves.put(measure, curve);
      return this;
    }

    /// Accuracies, with losses that fit them: right answers cost little, wrong ones three times
    /// ln(113).
    Maker accuracies(Curve train, Curve validation) {
      double guess = Math.log(113);
      put(Probe.TRAIN_LOSS, step -> guess * (1 - train.at(step)) + 1e-7 + 1e-3 / (step + 1));
      put(Probe.TRAIN_ACCURACY, train);
      put(Probe.VALIDATION_LOSS, step -> 3 * guess * (1 - validation.at(step)) + 1e-4);
      return put(Probe.VALIDATION_ACCURACY, validation);
    }

    /// Normal noise of this standard deviation; accuracies stay in [0, 1].
    Maker noise(String measure, double deviation) {
      noise.put(measure, deviation);
      return this;
    }

    Maker noise(double deviation) {
      return noise(Probe.TRAIN_ACCURACY, deviation / 4).noise(Probe.VALIDATION_ACCURACY, deviation);
    }

    /// The measure is taken at every n-th probe only.
    Maker every(String measure, int n) {
      every.put(measure, n);
      return this;
    }

    Trace make() {
      var random = new Random(name.hashCode());
      var probes = new ArrayList<Probe>();
      for (int i = 0; i < grid.length; i++) {
        var values = new LinkedHashMap<String, Double>();
        for (var curve : curves.entrySet()) {
          var measure = curve.getKey();
          double value = curve.getValue().at(grid[i]);
          value += noise.getOrDefault(measure, 0.0) * random.nextGaussian();
          if (measure.endsWith("accuracy")) {
            value = Double.isNaN(value) ? value : Math.clamp(value, 0, 1);
          }
          if (i % every.getOrDefault(measure, 1) == 0) {
            values.put(measure, value);
          }
        }
        probes.add(new Probe(grid[i], values));
      }
      return new Trace(name, truth, beside, task, probes, changedAt);
    }

    /// Step 0 and then steps that grow by a constant factor, each at least one later than the one
    /// before.
    private static long[] logGrid(int probes, long end) {
      var steps = new ArrayList<Long>(List.of(0L));
      for (int i = 1; i < probes; i++) {
        long step = Math.round(Math.pow((double) end, (double) i / (probes - 1)));
        steps.add(Math.max(step, steps.getLast() + 1));
      }
      return steps.stream().mapToLong(Long::longValue).toArray();
    }
  }
}
