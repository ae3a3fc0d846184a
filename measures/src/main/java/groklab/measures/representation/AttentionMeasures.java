package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.SimpleMeasure;
import java.util.List;
import java.util.Optional;

/// What the attention heads look at.
final class AttentionMeasures {
  private AttentionMeasures() {}

  static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(AttentionMeasures.class, "representation.attention"),
              AttentionMeasures::patterns,
              AttentionMeasures::attentionObstacle,
              costs ->
                  patterns(costs.subject()).size()
                      * Operations.EXPONENTIAL
                      * ((Subject.Model) costs.subject()).data().examples()
                      * 16L,
              AttentionMeasures::attention));

  /// Those of weights alone: a need that says that a network is needed.
  private static final List<String> OF_WEIGHTS = List.of("attention");

  /// Hooks of the patterns of all layers; empty where a network has no attention.
  private static List<String> hooks(Subject subject) {
    return subject
        .anatomy()
        .map(anatomy ->
            anatomy.attentionLayers().stream().map(layer -> layer.hooks().pattern()).toList())
        .orElse(OF_WEIGHTS);
  }

  private static List<Need> patterns(Subject subject) {
    return hooks(subject).stream()
        .map(hook -> (Need) new Need.Activations(ExampleSet.TABLE, hook, Need.At.SCORED))
        .toList();
  }

  private static Measure.Gauge attention(Subject subject) {
    int keys = ((Subject.Model) subject).data().inputs().length();
    List<String> hooks = hooks(subject);
    return (data, into) -> {
      for (int layer = 0; layer < hooks.size(); layer++) {
        Matrix rows = data.activations(ExampleSet.TABLE, hooks.get(layer), Need.At.SCORED);
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

  private static Optional<String> attentionObstacle(Subject subject) {
    return hooks(subject).isEmpty()
        ? Optional.of("the network has no attention heads")
        : Optional.empty();
  }
}
