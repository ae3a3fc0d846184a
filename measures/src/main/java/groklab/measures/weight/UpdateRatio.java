package groklab.measures.weight;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.measures.common.MeasurePages;
import java.util.Arrays;
import java.util.List;

/// How far the weights went since the checkpoint before, for each step and in units of their
/// size.
record UpdateRatio() implements Comparison<double[]> {
  private static final MeasurePage PAGE =
      MeasurePages.page(UpdateRatio.class, "weights.updateRatio");

  @Override
  public MeasurePage page() {
    return PAGE;
  }

  @Override
  public List<Need> needs(Subject subject) {
    return List.of(new Need.Weights());
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
    String name = page().name();
    into.put(name, WeightMovement.of(List.of(now), List.of(before)).relative() / steps);
    int at = 0;
    for (Subject.Weight w : data.subject().weights()) {
      var moved =
          WeightMovement.of(
              List.of(Arrays.copyOfRange(now, at, at + w.size())),
              List.of(Arrays.copyOfRange(before, at, at + w.size())));
      into.put(name + "." + w.name(), moved.relative() / steps);
      at += w.size();
    }
  }
}
