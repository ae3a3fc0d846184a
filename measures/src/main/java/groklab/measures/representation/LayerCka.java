package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.CostModel;
import groklab.lab.measure.ExampleSet;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.spec.ModelSpec;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How alike the geometry of the examples is before and after each part of the network.
final class LayerCka {
  static final Measure MEASURE =
      new SimpleMeasure(
          page(LayerCka.class, "representation.layerCka"),
          LayerCka::needs,
          subject -> Optional.empty(),
          LayerCka::cost,
          subject ->
              (data, into) -> {
                for (ExampleSet set : ScoredSets.of(subject)) {
                  take(data, set, into);
                }
              });

  private LayerCka() {}

  /// The residual stream behind each attention and each MLP, or the layers of a perceptron; then
  /// the outputs.
  static List<String> stages(Subject subject) {
    List<String> hooks = new ArrayList<>();
    for (int layer = 0; layer < Layers.count(subject); layer++) {
      switch (SubjectSpec.model(subject)) {
        case ModelSpec.Transformer _ -> {
          hooks.add("blocks.%d.hook_resid_mid".formatted(layer));
          hooks.add("blocks.%d.hook_resid_post".formatted(layer));
        }
        case ModelSpec.Mlp _ -> hooks.add(Layers.post(subject, layer));
      }
    }
    hooks.add("logits");
    return hooks;
  }

  private static List<Need> needs(Subject subject) {
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      for (String hook : stages(subject)) {
        needs.add(new Need.Activations(set, hook, Need.At.SCORED));
      }
    }
    return needs;
  }

  /// n(d + e)² multiply-adds for each pair of stages.
  private static long cost(CostModel costs) {
    Subject subject = costs.subject();
    int classes = ((Subject.Model) subject).data().classes();
    int width =
        switch (SubjectSpec.model(subject)) {
          case ModelSpec.Transformer t -> t.width();
          case ModelSpec.Mlp m -> m.width();
        };
    long pairs = stages(subject).size() - 1L;
    long squares = (pairs - 1) * 4 * width * width + (long) (width + classes) * (width + classes);
    return ScoredSets.positions(subject) * squares * Operations.STREAMED;
  }

  private static void take(ProbeData data, ExampleSet set, Values into) {
    List<String> hooks = stages(data.subject());
    for (int i = 0; i + 1 < hooks.size(); i++) {
      var here = data.activations(set, hooks.get(i), Need.At.SCORED);
      var next = data.activations(set, hooks.get(i + 1), Need.At.SCORED);
      into.put("representation.layerCka.%d.%s".formatted(i, set.label()), LinearCka.of(here, next));
    }
  }
}
