package groklab.measures.ablation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Intervention;
import groklab.lab.spec.ModelSpec;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Each attention head removed: its output z set to 0, or to its mean over the training examples at
/// the same position.
final class HeadAblation {
  static final Measure MEASURE =
      new SimpleMeasure(
          page(HeadAblation.class, "ablation.heads"),
          HeadAblation::needs,
          HeadAblation::obstacle,
          HeadAblation::cost,
          subject -> (data, into) -> take((Subject.Model) subject, data, into));

  private HeadAblation() {}

  private static Optional<ModelSpec.Transformer> transformer(Subject subject) {
    return subject instanceof Subject.Model model
            && model.spec().model() instanceof ModelSpec.Transformer t
        ? Optional.of(t)
        : Optional.empty();
  }

  private static Optional<String> obstacle(Subject subject) {
    return transformer(subject).isPresent()
        ? Optional.empty()
        : Optional.of("the network has no attention heads");
  }

  private static String hook(int layer) {
    return "blocks.%d.attn.hook_z".formatted(layer);
  }

  private static Need.Intervention edit(int layer) {
    return new Need.Intervention(hook(layer), Need.Edit.UNITS);
  }

  /// Of the last block only the scored positions reach the output.
  private static Need.At at(ModelSpec.Transformer t, int layer) {
    return layer == t.layers() - 1 ? Need.At.SCORED : Need.At.ALL;
  }

  private static List<Need> needs(Subject subject) {
    List<Need> needs = new ArrayList<>(ScoredSets.needs(subject));
    transformer(subject)
        .ifPresent(t -> {
          for (int layer = 0; layer < t.layers(); layer++) {
            needs.add(edit(layer));
            needs.add(new Need.Activations(ExampleSet.TRAIN, hook(layer), at(t, layer)));
          }
        });
    return needs;
  }

  private static long cost(CostModel costs) {
    ModelSpec.Transformer t = transformer(costs.subject()).orElseThrow();
    long sum = 0;
    for (int layer = 0; layer < t.layers(); layer++) {
      sum += 2L * t.heads() * costs.of(edit(layer));
    }
    return sum;
  }

  private static void take(Subject.Model subject, ProbeData data, Values into) {
    ModelSpec.Transformer t = transformer(subject).orElseThrow();
    var whole = AblationEffect.whole(subject, data);
    for (int layer = 0; layer < t.layers(); layer++) {
      Intervention intervention = data.intervention(hook(layer), Need.Edit.UNITS);
      double[] mean = means(subject, t, layer, data, intervention);
      for (int head = 0; head < t.heads(); head++) {
        String name = "ablation.head.%d.%d.".formatted(layer, head);
        double[] kept = kept(t, head, intervention);
        double[] none = new double[kept.length];
        var zeroed = intervention.scaled(kept, none);
        AblationEffect.put(
            into, name + "zero", whole, AblationEffect.answers(subject, data, zeroed));
        for (int i = 0; i < kept.length; i++) {
          none[i] = kept[i] == 0 ? mean[i] : 0;
        }
        var averaged = intervention.scaled(kept, none);
        AblationEffect.put(
            into, name + "mean", whole, AblationEffect.answers(subject, data, averaged));
      }
    }
  }

  /// 1 for the units of other heads, 0 for those of this one.
  private static double[] kept(ModelSpec.Transformer t, int head, Intervention intervention) {
    int width = t.width() / t.heads();
    double[] kept = new double[intervention.rows() * intervention.units()];
    Arrays.setAll(kept, i -> i % intervention.units() / width == head ? 0 : 1);
    return kept;
  }

  /// Mean of each unit over the training examples at each position; 0 at positions whose z reaches
  /// no output.
  private static double[] means(
      Subject.Model subject,
      ModelSpec.Transformer t,
      int layer,
      ProbeData data,
      Intervention intervention) {
    Need.At at = at(t, layer);
    Matrix z = data.activations(ExampleSet.TRAIN, hook(layer), at);
    int examples = subject.data().trainRows().length;
    int listed = z.rows() / examples;
    int[] scored = subject.data().scoredPositions();
    boolean every = listed == intervention.rows();
    double[] mean = new double[intervention.rows() * intervention.units()];
    for (int r = 0; r < z.rows(); r++) {
      int position = every ? r % listed : scored[r % listed];
      for (int i = 0; i < z.cols(); i++) {
        mean[position * z.cols() + i] += z.get(r, i) / examples;
      }
    }
    return mean;
  }
}
