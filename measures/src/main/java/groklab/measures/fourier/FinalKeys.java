package groklab.measures.fourier;

import groklab.lab.measure.Comparison;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.measures.common.MeasurePages;
import groklab.measures.common.cyclic.CyclicTask;
import java.util.List;
import java.util.Optional;

/// Restricted and excluded loss with the keys of the last network.
record FinalKeys() implements Comparison<int[]> {
  private static final MeasurePage PAGE = MeasurePages.page(FinalKeys.class, "fourier.finalKeys");

  @Override
  public MeasurePage page() {
    return PAGE;
  }

  @Override
  public List<Need> needs(Subject subject) {
    return List.of(new Need.Derived(FourierParts.KEYED));
  }

  @Override
  public Optional<String> obstacle(Subject subject) {
    return CyclicTask.obstacle(subject);
  }

  @Override
  public With with() {
    return With.LAST;
  }

  @Override
  public int[] note(ProbeData data) {
    return data.derived(FourierParts.KEYED).keys().clone();
  }

  @Override
  public void take(int[] keys, long steps, ProbeData data, Values into) {
    var losses = data.derived(FourierParts.KEYED).losses();
    String name = page().name();
    into.put(name, keys.length);
    FourierMeasures.restricted(name + ".", losses, keys, into);
    FourierMeasures.excluded(name + ".", losses, keys, into);
  }
}
