package groklab.measures.routing;

import static groklab.measures.common.MeasurePages.page;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.model.Anatomy;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which experts are chosen, in each named set.
public final class RoutingMeasures {
  /// An edit distance takes about this many characters squared.
  private static final int CHARACTERS = 32;

  private static final int PAIRS = 300;

  private RoutingMeasures() {}

  public static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(RoutingMeasures.class, "pathDistance"),
              RoutingMeasures::routing,
              RoutingMeasures::noExperts,
              costs ->
                  (long) ScoredSets.of(costs.subject()).size()
                      * PAIRS
                      * CHARACTERS
                      * CHARACTERS
                      * Operations.SCALAR,
              RoutingMeasures::distances),
          new SimpleMeasure(
              page(RoutingMeasures.class, "pathConsistency"),
              RoutingMeasures::routingAndRouters,
              subject -> noExperts(subject).or(() -> tooShallow(subject)),
              costs ->
                  ScoredSets.of(costs.subject()).stream()
                          .mapToLong(set -> SampleRouting.numbers(costs.subject(), set))
                          .sum()
                      / tokens(costs.subject())
                      * routerRows(costs.subject())
                      * Operations.STREAMED,
              RoutingMeasures::consistency),
          new SimpleMeasure(
              page(RoutingMeasures.class, "expertLoad"),
              RoutingMeasures::choices,
              RoutingMeasures::noExperts,
              costs ->
                  ScoredSets.of(costs.subject()).stream()
                          .mapToLong(set -> SampleRouting.numbers(costs.subject(), set))
                          .sum()
                      * Operations.EXPONENTIAL,
              RoutingMeasures::load));

  private static Optional<String> noExperts(Subject subject) {
    return subject.anatomy().isPresent() && SampleRouting.layers(subject).isEmpty()
        ? Optional.of("the network has no experts to choose from")
        : Optional.empty();
  }

  private static Optional<String> tooShallow(Subject subject) {
    return subject.anatomy().isPresent() && SampleRouting.layers(subject).size() < 2
        ? Optional.of("it compares neighbouring layers of experts, and the network has one")
        : Optional.empty();
  }

  private static List<Need> routing(Subject subject) {
    return ScoredSets.of(subject).stream()
        .map(set -> (Need) new Need.Derived(new SampleRouting(set)))
        .toList();
  }

  private static List<Need> routingAndRouters(Subject subject) {
    return Stream.concat(routing(subject).stream(), Stream.of(new Need.Weights())).toList();
  }

  private static long routerRows(Subject subject) {
    return subject
        .anatomy()
        .map(anatomy ->
            (long) anatomy.parameter(anatomy.routedLayers().getFirst().router()).view().rows())
        .orElse(0L);
  }

  /// Tokens of an example.
  private static long tokens(Subject subject) {
    return subject instanceof Subject.Model model ? model.data().inputs().length() : 1;
  }

  private static List<Need> choices(Subject subject) {
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      for (Anatomy.RoutedLayer layer : SampleRouting.layers(subject)) {
        needs.add(new Need.Activations(set, layer.shares(), Need.At.ALL));
        needs.add(new Need.Activations(set, layer.chosen(), Need.At.ALL));
      }
    }
    return subject.anatomy().isEmpty() ? routing(subject) : needs;
  }

  // --- distance ----------------------------------------------------------------------------------

  private static Measure.Gauge distances(Subject subject) {
    long seed = SubjectSpec.seed(subject);
    return (data, into) -> {
      for (ExampleSet set : ScoredSets.of(subject)) {
        List<Matrix> shares = data.derived(new SampleRouting(set));
        int n = shares.getFirst().rows();
        List<Pathway> paths = new ArrayList<>();
        for (int i = 0; i < n; i++) {
          paths.add(Pathway.of(shares, i));
        }
        String name = set.label() + ".pathDistance.";
        into.put(
            name + "experts",
            paths.stream().mapToDouble(Pathway::length).average().orElse(Double.NaN));
        if (n < 2) {
          for (String each : List.of("characters", "characterShare", "tokens", "tokenShare")) {
            into.undefined(name + each, "a distance takes two examples");
          }
        } else {
          Distances mean = Distances.of(paths, RandomStream.of(seed, "routing." + set.label()));
          into.put(name + "characters", mean.characters());
          into.put(name + "characterShare", mean.characterShare());
          into.put(name + "tokens", mean.tokens());
          into.put(name + "tokenShare", mean.tokenShare());
        }
      }
    };
  }

  /// Means over pairs of different examples of a set. A share is a distance divided by the length
  /// of the longer of the two.
  record Distances(double characters, double characterShare, double tokens, double tokenShare) {

    /// @param pairs draws them; of a set that has no more pairs than that, each once
    static Distances of(List<Pathway> paths, RandomStream pairs) {
      int n = paths.size();
      boolean every = (long) n * (n - 1) / 2 <= PAIRS;
      double[] sums = new double[4];
      int count = 0;
      for (int i = 0; i < (every ? n : PAIRS); i++) {
        if (every) {
          for (int j = 0; j < i; j++) {
            add(paths.get(i), paths.get(j), sums);
            count++;
          }
        } else {
          int first = pairs.below(2L * i, n);
          int second = (first + 1 + pairs.below(2L * i + 1, n - 1)) % n;
          add(paths.get(first), paths.get(second), sums);
          count++;
        }
      }
      return new Distances(sums[0] / count, sums[1] / count, sums[2] / count, sums[3] / count);
    }

    private static void add(Pathway a, Pathway b, double[] sums) {
      add(a.characters(), b.characters(), sums, 0);
      add(a.tokens(), b.tokens(), sums, 2);
    }

    private static void add(int[] a, int[] b, double[] sums, int at) {
      int distance = Pathway.distance(a, b);
      sums[at] += distance;
      sums[at + 1] += distance / (double) Math.max(a.length, b.length);
    }
  }

  // --- consistency -------------------------------------------------------------------------------

  private static Measure.Gauge consistency(Subject subject) {
    List<String> routers =
        SampleRouting.layers(subject).stream().map(Anatomy.RoutedLayer::router).toList();
    return (data, into) -> {
      List<Matrix> experts = routers.stream().map(data::weights).toList();
      for (ExampleSet set : ScoredSets.of(subject)) {
        Consistency mean = Consistency.mean(data.derived(new SampleRouting(set)), experts);
        into.put(set.label() + ".pathConsistency.cosine", mean.cosine());
        String erratic = set.label() + ".pathConsistency.inconsistency";
        String steady = set.label() + ".pathConsistency.consistency";
        if (routers.size() < 3) {
          String why = "one cosine divided by the largest of one is 1, whatever the routing is";
          into.undefined(erratic, why);
          into.undefined(steady, why);
        } else {
          into.put(erratic, mean.inconsistency());
          into.put(steady, 1 - mean.inconsistency());
        }
      }
    };
  }

  // --- load --------------------------------------------------------------------------------------

  private static Measure.Gauge load(Subject subject) {
    List<Anatomy.RoutedLayer> layers = SampleRouting.layers(subject);
    return (data, into) -> {
      for (ExampleSet set : ScoredSets.of(subject)) {
        put(data, set, layers, into);
      }
    };
  }

  private static void put(
      ProbeData data, ExampleSet set, List<Anatomy.RoutedLayer> layers, Values into) {
    double entropy = 0;
    double largest = 0;
    double active = 1;
    for (Anatomy.RoutedLayer layer : layers) {
      Load load =
          Load.of(
              data.activations(set, layer.shares(), Need.At.ALL),
              data.activations(set, layer.chosen(), Need.At.ALL));
      entropy += load.entropy() / layers.size();
      largest = Math.max(largest, load.largest());
      active = Math.min(active, load.active());
    }
    into.put(set.label() + ".expertLoad.entropy", entropy);
    into.put(set.label() + ".expertLoad.largest", largest);
    into.put(set.label() + ".expertLoad.active", active);
  }

  /// How one layer uses its experts.
  ///
  /// @param entropy of a token's shares, mean over tokens, divided by ln E; in [0, 1]
  /// @param largest share of all choices that falls on one expert
  /// @param active share of the experts that any token chooses
  record Load(double entropy, double largest, double active) {

    /// @param shares `[tokens, E]`
    /// @param chosen of the same shape, 1 or 0
    static Load of(Matrix shares, Matrix chosen) {
      int experts = shares.cols();
      double[] counts = new double[experts];
      double entropy = 0;
      double choices = 0;
      for (int r = 0; r < shares.rows(); r++) {
        for (int e = 0; e < experts; e++) {
          double p = shares.get(r, e);
          entropy -= p > 0 ? p * StrictMath.log(p) : 0;
          counts[e] += chosen.get(r, e);
          choices += chosen.get(r, e);
        }
      }
      double largest = 0;
      int active = 0;
      for (double count : counts) {
        largest = Math.max(largest, count / choices);
        active += count > 0 ? 1 : 0;
      }
      return new Load(
          entropy / shares.rows() / StrictMath.log(experts), largest, active / (double) experts);
    }
  }
}
