package groklab.measures.weight;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.measures.common.MeasurePages;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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
    SequencedMap<String, double[]> nows = own(data.subject(), now);
    SequencedMap<String, double[]> befores = own(data.subject(), before);
    var all = WeightMovement.of(List.copyOf(nows.values()), List.copyOf(befores.values()));
    into.put(name, all.relative() / steps);
    nows.forEach((tensor, values) -> {
      var one = WeightMovement.of(List.of(values), List.of(befores.get(tensor)));
      into.put(name + "." + tensor, one.relative() / steps);
    });
  }

  /// The network's own tensors, of the vector of all.
  private static SequencedMap<String, double[]> own(Subject subject, double[] all) {
    SequencedMap<String, double[]> own = new LinkedHashMap<>();
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      if (!w.auxiliary()) {
        own.put(w.name(), Arrays.copyOfRange(all, at, at + w.size()));
      }
      at += w.size();
    }
    return own;
  }
}
