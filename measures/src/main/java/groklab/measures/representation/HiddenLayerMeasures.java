package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.task.Dataset;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
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
              HiddenLayerMeasures::networkObstacle,
              costs -> {
                long d = HiddenUnits.count(costs.subject());
                long n = ((Subject.Model) costs.subject()).data().examples();
                return 2L
                    * Layers.count(costs.subject())
                    * (Operations.STREAMED * n * d * d + 18 * Operations.SCALAR * d * d * d);
              },
              HiddenLayerMeasures::featureRank),
          new SimpleMeasure(
              page(HiddenLayerMeasures.class, "representation.sparsity"),
              subject -> posts(subject, ExampleSet.TRAIN),
              HiddenLayerMeasures::networkObstacle,
              costs ->
                  4
                      * Operations.STREAMED
                      * Layers.count(costs.subject())
                      * HiddenUnits.count(costs.subject())
                      * ((Subject.Model) costs.subject()).data().trainRows().length,
              HiddenLayerMeasures::sparsity),
          new SimpleMeasure(
              page(HiddenLayerMeasures.class, "representation.probe"),
              HiddenLayerMeasures::probeNeeds,
              HiddenLayerMeasures::probeObstacle,
              costs -> {
                Dataset data = ((Subject.Model) costs.subject()).data();
                long d = HiddenUnits.count(costs.subject());
                long n = data.trainRows().length;
                return Operations.STREAMED * n * d * d
                    + Operations.SCALAR * (d * d * d / 3 + data.examples() * d * data.classes());
              },
              HiddenLayerMeasures::linearProbe));

  private static Need.Activations activations(ExampleSet set, String hook) {
    return new Need.Activations(set, hook, Need.At.SCORED);
  }

  private static List<Need> posts(Subject subject, ExampleSet set) {
    List<Need> needs = new ArrayList<>();
    for (int layer = 0; layer < Math.max(1, Layers.count(subject)); layer++) {
      needs.add(activations(set, Layers.post(subject, layer)));
    }
    return needs;
  }

  private static List<Need> preAndPost(Subject subject) {
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      needs.addAll(posts(subject, set));
      for (int layer = 0; layer < Layers.count(subject); layer++) {
        needs.add(activations(set, Layers.pre(subject, layer)));
      }
    }
    return needs;
  }

  private static Measure.Gauge featureRank(Subject subject) {
    int layers = Layers.count(subject);
    return (data, into) -> {
      for (ExampleSet set : ScoredSets.of(subject)) {
        for (int layer = 0; layer < layers; layer++) {
          String name = "representation.featureRank.%d.".formatted(layer) + set.label();
          putRanks(data, set, Layers.pre(subject, layer), name + ".pre", into);
          putRanks(data, set, Layers.post(subject, layer), name + ".post", into);
        }
      }
    };
  }

  private static void putRanks(
      ProbeData data, ExampleSet set, String hook, String name, Values into) {
    var components = PrincipalComponents.of(data.activations(set, hook, Need.At.SCORED));
    into.put(name + ".float32", components.featureRank(PrincipalComponents.Precision.FLOAT32));
    into.put(name + ".float64", components.featureRank(PrincipalComponents.Precision.FLOAT64));
    into.put(name + ".participationRatio", components.participationRatio());
  }

  private static Measure.Gauge sparsity(Subject subject) {
    double[] thresholds = ActivationSparsity.usualThresholds();
    return (data, into) -> {
      for (int layer = 0; layer < Layers.count(subject); layer++) {
        Matrix a = data.activations(ExampleSet.TRAIN, Layers.post(subject, layer), Need.At.SCORED);
        double[] shares = ActivationSparsity.of(a.values(), thresholds);
        for (int t = 0; t < shares.length; t++) {
          into.put("representation.sparsity.%d.%s".formatted(layer, THRESHOLDS.get(t)), shares[t]);
        }
      }
    };
  }

  private static List<Need> probeNeeds(Subject subject) {
    String hook = Layers.post(subject, Math.max(1, Layers.count(subject)) - 1);
    return List.of(activations(ExampleSet.TRAIN, hook), activations(ExampleSet.VALIDATION, hook));
  }

  private static Measure.Gauge linearProbe(Subject subject) {
    Dataset data = ((Subject.Model) subject).data();
    String hook = Layers.post(subject, Layers.count(subject) - 1);
    int[] train = targets(data, ExampleSet.TRAIN);
    int[] validation = targets(data, ExampleSet.VALIDATION);
    return (probe, into) -> {
      Matrix features = probe.activations(ExampleSet.TRAIN, hook, Need.At.SCORED);
      if (!Double.isFinite(features.sumOfSquares())) {
        into.put("representation.probe.train", Double.NaN);
        into.put("representation.probe.validation", Double.NaN);
        return;
      }
      LinearProbe head = LinearProbe.train(features, train, data.classes(), LinearProbe.PENALTY);
      into.put("representation.probe.train", head.accuracy(features, train));
      Matrix unseen = probe.activations(ExampleSet.VALIDATION, hook, Need.At.SCORED);
      into.put("representation.probe.validation", head.accuracy(unseen, validation));
    };
  }

  private static int[] targets(Dataset data, ExampleSet set) {
    int[] rows = set.rows(data);
    int[] targets = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      targets[i] = data.targets()[rows[i]];
    }
    return targets;
  }

  static Optional<String> networkObstacle(Subject subject) {
    return subject instanceof Subject.Model
        ? Optional.empty()
        : Optional.of("weights alone have no activations");
  }

  private static Optional<String> probeObstacle(Subject subject) {
    return networkObstacle(subject)
        .or(() ->
            ScoredSets.scored(subject) == 1
                ? Optional.empty()
                : Optional.of("it reads one answer per example, and the task scores several"));
  }
}
