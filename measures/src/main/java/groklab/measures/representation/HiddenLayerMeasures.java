package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.engine.kernel.Precision;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.model.Anatomy.HiddenLayer;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TargetClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Geometry of the activations of the hidden layers.
final class HiddenLayerMeasures {
  private static final List<String> THRESHOLDS = List.of("zero", "1e-3", "1e-2", "1e-1");

  private HiddenLayerMeasures() {}

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(HiddenLayerMeasures.class, "representation.featureRank"),
              HiddenLayerMeasures::preAndPost,
              Layers::obstacle,
              costs -> {
                long n = ((Subject.Model) costs.subject()).data().examples();
                long sum = 0;
                for (HiddenLayer layer : Layers.of(costs.subject())) {
                  long d = layer.width();
                  sum += 2 * (Operations.STREAMED * n * d * d + 18 * Operations.SCALAR * d * d * d);
                }
                return sum;
              },
              HiddenLayerMeasures::featureRank),
          new SimpleMeasure(
              page(HiddenLayerMeasures.class, "representation.sparsity"),
              subject -> posts(subject, ExampleSet.TRAIN),
              Layers::obstacle,
              costs ->
                  4
                      * Operations.STREAMED
                      * Layers.neurons(costs.subject())
                      * ((Subject.Model) costs.subject()).data().trainRows().length,
              HiddenLayerMeasures::sparsity),
          new SimpleMeasure(
              page(HiddenLayerMeasures.class, "representation.probe"),
              HiddenLayerMeasures::probeNeeds,
              HiddenLayerMeasures::probeObstacle,
              costs -> {
                Problem data = ((Subject.Model) costs.subject()).data();
                long d = HiddenUnits.count(costs.subject());
                long n = data.trainRows().length;
                return Operations.STREAMED * n * d * d
                    + Operations.SCALAR
                        * (d * d * d / 3 + data.examples() * d * data.targets().width());
              },
              HiddenLayerMeasures::linearProbe));

  private static Need.Activations activations(ExampleSet set, String hook) {
    return new Need.Activations(set, hook, Need.At.SCORED);
  }

  private static List<Need> posts(Subject subject, ExampleSet set) {
    List<Need> needs = new ArrayList<>();
    for (HiddenLayer layer : Layers.of(subject)) {
      needs.add(activations(set, layer.post()));
    }
    return needs;
  }

  private static List<Need> preAndPost(Subject subject) {
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      needs.addAll(posts(subject, set));
      for (HiddenLayer layer : Layers.of(subject)) {
        needs.add(activations(set, layer.pre()));
      }
    }
    return needs;
  }

  private static Measure.Gauge featureRank(Subject subject) {
    List<HiddenLayer> layers = Layers.of(subject);
    return (data, into) -> {
      for (ExampleSet set : ScoredSets.of(subject)) {
        for (int i = 0; i < layers.size(); i++) {
          String name = "representation.featureRank.%d.".formatted(i) + set.label();
          putRanks(data, set, layers.get(i).pre(), name + ".pre", into);
          putRanks(data, set, layers.get(i).post(), name + ".post", into);
        }
      }
    };
  }

  private static void putRanks(
      ProbeData data, ExampleSet set, String hook, String name, Values into) {
    var components = PrincipalComponents.of(data.activations(set, hook, Need.At.SCORED));
    into.put(name + ".float32", components.featureRank(Precision.FLOAT32));
    into.put(name + ".float64", components.featureRank(Precision.FLOAT64));
    String dimension = name + ".participationRatio";
    components
        .degenerate()
        .ifPresentOrElse(
            why -> into.undefined(dimension, why),
            () -> into.put(dimension, components.participationRatio()));
  }

  private static Measure.Gauge sparsity(Subject subject) {
    double[] thresholds = ActivationSparsity.usualThresholds();
    List<HiddenLayer> layers = Layers.of(subject);
    return (data, into) -> {
      for (int i = 0; i < layers.size(); i++) {
        Matrix a = data.activations(ExampleSet.TRAIN, layers.get(i).post(), Need.At.SCORED);
        double[] shares = ActivationSparsity.of(a.values(), thresholds);
        for (int t = 0; t < shares.length; t++) {
          into.put("representation.sparsity.%d.%s".formatted(i, THRESHOLDS.get(t)), shares[t]);
        }
      }
    };
  }

  private static List<Need> probeNeeds(Subject subject) {
    List<Need> needs = new ArrayList<>(HiddenUnits.needs(subject, ExampleSet.TRAIN));
    needs.addAll(HiddenUnits.needs(subject, ExampleSet.VALIDATION));
    return needs;
  }

  private static Measure.Gauge linearProbe(Subject subject) {
    Problem data = ((Subject.Model) subject).data();
    String hook = HiddenUnits.hook(subject);
    int[] train = targets(data, ExampleSet.TRAIN);
    int[] validation = targets(data, ExampleSet.VALIDATION);
    return (probe, into) -> {
      Matrix features = probe.activations(ExampleSet.TRAIN, hook, Need.At.SCORED);
      if (!Double.isFinite(features.sumOfSquares())) {
        into.put("representation.probe.train", Double.NaN);
        into.put("representation.probe.validation", Double.NaN);
        return;
      }
      LinearProbe head =
          LinearProbe.train(features, train, data.targets().width(), LinearProbe.PENALTY);
      into.put("representation.probe.train", head.accuracy(features, train));
      Matrix unseen = probe.activations(ExampleSet.VALIDATION, hook, Need.At.SCORED);
      into.put("representation.probe.validation", head.accuracy(unseen, validation));
    };
  }

  private static int[] targets(Problem data, ExampleSet set) {
    return TargetClasses.of(data, data.rows(set));
  }

  private static Optional<String> probeObstacle(Subject subject) {
    return Layers.obstacle(subject)
        .or(() -> TargetClasses.obstacle(subject))
        .or(() ->
            ScoredSets.scored(subject) == 1
                ? Optional.empty()
                : Optional.of("it reads one answer per example, and the task scores several"));
  }
}
