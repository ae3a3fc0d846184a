package groklab.measures.ablation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Intervention;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.AttentionLayer;
import groklab.lab.problem.ExampleSet;
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

  private static List<AttentionLayer> layers(Subject subject) {
    return subject.anatomy().map(Anatomy::attentionLayers).orElse(List.of());
  }

  private static Optional<String> obstacle(Subject subject) {
    return layers(subject).isEmpty()
        ? Optional.of("the network has no attention heads")
        : Optional.empty();
  }

  private static Need.Intervention edit(AttentionLayer layer) {
    return new Need.Intervention(layer.hooks().mixed(), Need.Edit.UNITS);
  }

  private static Need.At at(AttentionLayer layer) {
    return layer.scoredOnly() ? Need.At.SCORED : Need.At.ALL;
  }

  private static List<Need> needs(Subject subject) {
    List<Need> needs = new ArrayList<>(ScoredSets.needs(subject));
    for (AttentionLayer layer : layers(subject)) {
      needs.add(edit(layer));
      needs.add(new Need.Activations(ExampleSet.TRAIN, layer.hooks().mixed(), at(layer)));
    }
    return needs;
  }

  private static long cost(CostModel costs) {
    long sum = 0;
    for (AttentionLayer layer : layers(costs.subject())) {
      sum += 2L * layer.heads() * costs.of(edit(layer));
    }
    return sum;
  }

  private static void take(Subject.Model subject, ProbeData data, Values into) {
    List<AttentionLayer> layers = layers(subject);
    var whole = AblationEffect.whole(subject, data);
    for (int i = 0; i < layers.size(); i++) {
      AttentionLayer layer = layers.get(i);
      Intervention intervention = data.intervention(layer.hooks().mixed(), Need.Edit.UNITS);
      double[] mean = means(subject, layer, data, intervention);
      for (int head = 0; head < layer.heads(); head++) {
        String name = "ablation.head.%d.%d.".formatted(i, head);
        double[] kept = kept(layer, head, intervention);
        double[] none = new double[kept.length];
        var zeroed = intervention.scaled(kept, none);
        AblationEffect.put(
            into, name + "zero", whole, AblationEffect.answers(subject, data, zeroed));
        for (int unit = 0; unit < kept.length; unit++) {
          none[unit] = kept[unit] == 0 ? mean[unit] : 0;
        }
        var averaged = intervention.scaled(kept, none);
        AblationEffect.put(
            into, name + "mean", whole, AblationEffect.answers(subject, data, averaged));
      }
    }
  }

  /// 1 for the units of other heads, 0 for those of this one.
  private static double[] kept(AttentionLayer layer, int head, Intervention intervention) {
    double[] kept = new double[intervention.rows() * intervention.units()];
    Arrays.setAll(kept, i -> i % intervention.units() / layer.headWidth() == head ? 0 : 1);
    return kept;
  }

  /// Mean of each unit over the training examples at each position; 0 at positions whose z reaches
  /// no output.
  private static double[] means(
      Subject.Model subject, AttentionLayer layer, ProbeData data, Intervention intervention) {
    Matrix z = data.activations(ExampleSet.TRAIN, layer.hooks().mixed(), at(layer));
    int examples = subject.data().trainRows().length;
    int listed = z.rows() / examples;
    int[] scored = subject.data().targets().positions();
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
