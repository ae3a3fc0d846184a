package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.model.Anatomy.Stage;
import groklab.lab.model.Forward;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How alike the geometry of the examples is before and after each part of the network.
final class LayerCka {
  static final Measure MEASURE =
      new SimpleMeasure(
          page(LayerCka.class, "representation.layerCka"),
          LayerCka::needs,
          LayerCka::obstacle,
          LayerCka::cost,
          subject ->
              (data, into) -> {
                for (ExampleSet set : ScoredSets.of(subject)) {
                  take(data, set, into);
                }
              });

  private LayerCka() {}

  /// What each part of the network hands on, from the input to the outputs, which come last.
  static List<Stage> stages(Subject subject) {
    List<Stage> stages = new ArrayList<>();
    subject.anatomy().ifPresent(anatomy -> stages.addAll(anatomy.stages()));
    int classes = subject instanceof Subject.Model model ? model.data().targets().width() : 0;
    stages.add(new Stage(Forward.LOGITS, classes));
    return stages;
  }

  private static Optional<String> obstacle(Subject subject) {
    return stages(subject).size() > 1
        ? Optional.empty()
        : Optional.of("the network hands nothing on before its outputs");
  }

  private static List<Need> needs(Subject subject) {
    List<Need> needs = new ArrayList<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      for (Stage stage : stages(subject)) {
        needs.add(new Need.Activations(set, stage.hook(), Need.At.SCORED));
      }
    }
    return needs;
  }

  /// n(d + e)² multiply-adds for each pair of stages.
  private static long cost(CostModel costs) {
    Subject subject = costs.subject();
    List<Stage> stages = stages(subject);
    long squares = 0;
    for (int i = 0; i + 1 < stages.size(); i++) {
      long both = (long) stages.get(i).width() + stages.get(i + 1).width();
      squares += both * both;
    }
    return ScoredSets.positions(subject) * squares * Operations.STREAMED;
  }

  private static void take(ProbeData data, ExampleSet set, Values into) {
    List<Stage> stages = stages(data.subject());
    for (int i = 0; i + 1 < stages.size(); i++) {
      var here = data.activations(set, stages.get(i).hook(), Need.At.SCORED);
      var next = data.activations(set, stages.get(i + 1).hook(), Need.At.SCORED);
      into.put("representation.layerCka.%d.%s".formatted(i, set.label()), LinearCka.of(here, next));
    }
  }
}
