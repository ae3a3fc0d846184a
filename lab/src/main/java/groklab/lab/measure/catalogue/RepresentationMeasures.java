package groklab.lab.measure.catalogue;

import groklab.lab.analysis.linear.Matrix;
import groklab.lab.analysis.representation.ActivationSparsity;
import groklab.lab.analysis.representation.AttentionHeads;
import groklab.lab.analysis.representation.LinearCka;
import groklab.lab.analysis.representation.LinearProbe;
import groklab.lab.analysis.representation.PrincipalComponents;
import groklab.lab.analysis.representation.RepresentationQuality;
import groklab.lab.analysis.representation.TwoNearestNeighbours;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;
import groklab.lab.spec.TaskSpec;
import groklab.lab.task.Dataset;
import groklab.lab.task.Pairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Geometry of the embedding and of the hidden activations.
final class RepresentationMeasures {
  private static final List<String> THRESHOLDS = List.of("zero", "1e-3", "1e-2", "1e-1");

  private RepresentationMeasures() {}

  static final List<Measure> ALL =
      List.of(
          ofEmbedding(
              RepresentationPages.DIMENSION,
              (n, d) -> Effort.STREAMED * n * d * d + 9 * Effort.SCALAR * d * d * d,
              RepresentationMeasures::dimension),
          ofEmbedding(
              RepresentationPages.TWO_NN,
              (n, d) -> n * n * d * Effort.SCALAR / 2,
              RepresentationMeasures::twoNearest),
          new SimpleMeasure(
              RepresentationPages.RQI,
              subject -> List.of(new Need.Weights()),
              RepresentationMeasures::rqiObstacle,
              costs -> {
                long p = elements(costs.subject());
                return p * p * p / 8 * FourierParts.neurons(costs.subject()) * Effort.STREAMED;
              },
              RepresentationMeasures::rqi),
          new SimpleMeasure(
              RepresentationPages.CKA,
              subject -> List.of(new Need.Weights(), new Need.InitialWeights()),
              RepresentationMeasures::embeddingObstacle,
              costs -> {
                long d = FourierParts.neurons(costs.subject());
                return 3 * elements(costs.subject()) * d * d * Effort.STREAMED;
              },
              RepresentationMeasures::cka),
          new SimpleMeasure(
              RepresentationPages.FEATURE_RANK,
              RepresentationMeasures::preAndPost,
              RepresentationMeasures::networkObstacle,
              costs -> {
                long d = FourierParts.neurons(costs.subject());
                long n = ((Subject.Model) costs.subject()).data().examples();
                return 2L
                    * Layers.count(costs.subject())
                    * (Effort.STREAMED * n * d * d + 18 * Effort.SCALAR * d * d * d);
              },
              RepresentationMeasures::featureRank),
          new SimpleMeasure(
              RepresentationPages.SPARSITY,
              subject -> posts(subject, ExampleSet.TRAIN),
              RepresentationMeasures::networkObstacle,
              costs ->
                  4
                      * Effort.STREAMED
                      * Layers.count(costs.subject())
                      * FourierParts.neurons(costs.subject())
                      * ((Subject.Model) costs.subject()).data().trainRows().length,
              RepresentationMeasures::sparsity),
          new SimpleMeasure(
              RepresentationPages.PROBE,
              RepresentationMeasures::probeNeeds,
              RepresentationMeasures::probeObstacle,
              costs -> {
                Dataset data = ((Subject.Model) costs.subject()).data();
                long d = FourierParts.neurons(costs.subject());
                long n = data.trainRows().length;
                return Effort.STREAMED * n * d * d
                    + Effort.SCALAR * (d * d * d / 3 + data.examples() * d * data.classes());
              },
              RepresentationMeasures::linearProbe),
          new SimpleMeasure(
              RepresentationPages.ATTENTION,
              RepresentationMeasures::patterns,
              RepresentationMeasures::attentionObstacle,
              costs ->
                  patterns(costs.subject()).size()
                      * Effort.EXPONENTIAL
                      * ((Subject.Model) costs.subject()).data().examples()
                      * 16L,
              RepresentationMeasures::attention));

  // --- the embedding -----------------------------------------------------------------------------

  @FunctionalInterface
  private interface TableCost {
    long of(long rows, long cols);
  }

  private static Measure ofEmbedding(
      MeasurePage page, TableCost cost, BiConsumer<Matrix, groklab.lab.measure.Values> gauge) {
    return new SimpleMeasure(
        page,
        subject -> List.of(new Need.Weights()),
        RepresentationMeasures::embeddingObstacle,
        costs -> cost.of(elements(costs.subject()), FourierParts.neurons(costs.subject())),
        subject -> (data, into) -> gauge.accept(elementRows(data, TokenTables.left(data)), into));
  }

  /// The rows of the task's elements.
  private static Matrix elementRows(ProbeData data, Matrix table) {
    Pairs pairs = ((Subject.Model) data.subject()).data().pairs().orElseThrow();
    int[] elements = new int[pairs.table().size()];
    java.util.Arrays.setAll(elements, e -> e);
    return CyclicTask.rows(table, elements, pairs.firstElement());
  }

  private static long elements(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().pairs().map(p -> p.table().size()).orElse(0)
        : 0;
  }

  private static void dimension(Matrix embedding, groklab.lab.measure.Values into) {
    PrincipalComponents components = PrincipalComponents.of(embedding);
    into.put("representation.effectiveDimension", components.effectiveDimension());
    into.put("representation.participationRatio", components.participationRatio());
  }

  private static void twoNearest(Matrix embedding, groklab.lab.measure.Values into) {
    TwoNearestNeighbours two = TwoNearestNeighbours.of(embedding);
    into.put("representation.twoNn", two.fit());
    into.put("representation.twoNn.maximumLikelihood", two.maximumLikelihood());
    into.put("representation.twoNn.medianRatio", two.medianRatio());
    into.put("representation.twoNn.regular", two.regular() ? 1 : 0);
  }

  private static Measure.Gauge rqi(Subject subject) {
    return (data, into) -> {
      Matrix rows = elementRows(data, TokenTables.left(data));
      into.put(
          "representation.rqi",
          RepresentationQuality.modular(rows, RepresentationQuality.Convention.ALL_TOKENS).index());
      into.put(
          "representation.rqi.population",
          RepresentationQuality.modular(rows, RepresentationQuality.Convention.POPULATION).index());
    };
  }

  private static Measure.Gauge cka(Subject subject) {
    return (data, into) ->
        into.put(
            "representation.cka.fromInitial",
            LinearCka.of(
                elementRows(data, TokenTables.left(data)),
                elementRows(data, TokenTables.initialLeft(data))));
  }

  // --- hidden layers -----------------------------------------------------------------------------

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
    for (ExampleSet set : BehaviourMeasures.sets(subject)) {
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
      for (ExampleSet set : BehaviourMeasures.sets(subject)) {
        for (int layer = 0; layer < layers; layer++) {
          String name = "representation.featureRank.%d.".formatted(layer) + set.label();
          putRanks(data, set, Layers.pre(subject, layer), name + ".pre", into);
          putRanks(data, set, Layers.post(subject, layer), name + ".post", into);
        }
      }
    };
  }

  private static void putRanks(
      ProbeData data, ExampleSet set, String hook, String name, groklab.lab.measure.Values into) {
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

  // --- attention ---------------------------------------------------------------------------------

  private static List<Need> patterns(Subject subject) {
    if (subject instanceof Subject.Model model && model.spec().model() instanceof ModelSpec.Mlp) {
      return List.of(); // see the obstacle
    }
    List<Need> needs = new ArrayList<>();
    for (int layer = 0; layer < Math.max(1, Layers.count(subject)); layer++) {
      needs.add(activations(ExampleSet.TABLE, pattern(layer)));
    }
    return needs;
  }

  private static String pattern(int layer) {
    return "blocks.%d.attn.hook_pattern".formatted(layer);
  }

  private static Measure.Gauge attention(Subject subject) {
    int keys = ((Subject.Model) subject).data().length();
    return (data, into) -> {
      for (int layer = 0; layer < Layers.count(subject); layer++) {
        Matrix rows = data.activations(ExampleSet.TABLE, pattern(layer), Need.At.SCORED);
        AttentionHeads heads = AttentionHeads.of(byHead(rows, keys), keys);
        into.put("representation.attention.%d.entropy".formatted(layer), heads.entropy());
        into.put("representation.attention.%d.spread".formatted(layer), heads.entropySpread());
        into.put("representation.attention.%d.similarity".formatted(layer), heads.similarity());
        into.put(
            "representation.attention.%d.participation".formatted(layer), heads.participation());
      }
    };
  }

  /// From a row for each example and query, heads side by side, to a row for each head.
  static Matrix byHead(Matrix rows, int keys) {
    int heads = rows.cols() / keys;
    double[] out = new double[rows.values().length];
    for (int r = 0; r < rows.rows(); r++) {
      for (int h = 0; h < heads; h++) {
        System.arraycopy(
            rows.values(), r * rows.cols() + h * keys, out, (h * rows.rows() + r) * keys, keys);
      }
    }
    return new Matrix(heads, rows.rows() * keys, out);
  }

  // --- obstacles ---------------------------------------------------------------------------------

  private static Optional<String> networkObstacle(Subject subject) {
    return subject instanceof Subject.Model
        ? Optional.empty()
        : Optional.of("weights alone have no activations");
  }

  private static Optional<String> embeddingObstacle(Subject subject) {
    return subject instanceof Subject.Model model && model.data().pairs().isPresent()
        ? Optional.empty()
        : Optional.of("the examples are not pairs of an answer table");
  }

  private static Optional<String> rqiObstacle(Subject subject) {
    return embeddingObstacle(subject)
        .or(() -> {
          var operation =
              ((Subject.Model) subject).data().pairs().orElseThrow().table().operation();
          return operation.algebra() == TaskSpec.Algebra.MODULAR
              ? Optional.empty()
              : Optional.of("parallelograms are defined for residues, not for permutations");
        });
  }

  private static Optional<String> probeObstacle(Subject subject) {
    return networkObstacle(subject)
        .or(() ->
            BehaviourMeasures.scored(subject) == 1
                ? Optional.empty()
                : Optional.of("it reads one answer per example, and the task scores several"));
  }

  private static Optional<String> attentionObstacle(Subject subject) {
    return networkObstacle(subject)
        .or(() ->
            CyclicTask.model(subject) instanceof ModelSpec.Transformer
                ? Optional.empty()
                : Optional.of("a perceptron has no attention"));
  }
}
