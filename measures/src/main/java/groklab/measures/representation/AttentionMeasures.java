package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;
import groklab.measures.common.Layers;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.ArrayList;
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

  private static List<Need> patterns(Subject subject) {
    if (subject instanceof Subject.Model model && model.spec().model() instanceof ModelSpec.Mlp) {
      return List.of(); // see the obstacle
    }
    List<Need> needs = new ArrayList<>();
    for (int layer = 0; layer < Math.max(1, Layers.count(subject)); layer++) {
      needs.add(new Need.Activations(ExampleSet.TABLE, pattern(layer), Need.At.SCORED));
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

  private static Optional<String> attentionObstacle(Subject subject) {
    return HiddenLayerMeasures.networkObstacle(subject)
        .or(() ->
            SubjectSpec.model(subject) instanceof ModelSpec.Transformer
                ? Optional.empty()
                : Optional.of("a perceptron has no attention"));
  }
}
