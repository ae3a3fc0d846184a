package groklab.measures.landscape;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.LossFunction;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.MeasurePages;
import java.util.ArrayList;
import java.util.List;

/// The losses on the straight line from the checkpoint before.
record Barrier() implements Comparison<double[]> {
  private static final MeasurePage PAGE = MeasurePages.page(Barrier.class, "landscape.barrier");

  private static final int POINTS = 11;

  @Override
  public MeasurePage page() {
    return PAGE;
  }

  @Override
  public List<Need> needs(Subject subject) {
    List<Need> needs = new ArrayList<>(List.of(new Need.Weights()));
    sets(subject).forEach(set -> needs.add(new Need.LossOfWeights(set)));
    return needs;
  }

  static List<ExampleSet> sets(Subject subject) {
    return subject instanceof Subject.Model model && model.data().validationRows().length == 0
        ? List.of(ExampleSet.TRAIN)
        : List.of(ExampleSet.TRAIN, ExampleSet.VALIDATION);
  }

  @Override
  public With with() {
    return With.PREVIOUS;
  }

  @Override
  public double[] note(ProbeData data) {
    return data.weightVector();
  }

  @Override
  public void take(double[] before, long steps, ProbeData data, Values into) {
    double[] now = data.weightVector();
    for (ExampleSet set : sets(data.subject())) {
      LossFunction loss = data.loss(set);
      var barrier = LossLine.barrier(loss::at, before, now, POINTS);
      String name = set.label() + ".barrier";
      into.put(name, barrier.aboveLine());
      into.put(name + ".aboveMean", barrier.aboveMean());
      into.put(name + ".aboveHigherEnd", barrier.aboveHigherEnd());
      into.put(name + ".at", barrier.at());
      for (int i = 0; i < POINTS; i++) {
        into.put(name + ".loss." + 100 * i / (POINTS - 1), barrier.losses()[i]);
      }
    }
  }
}
