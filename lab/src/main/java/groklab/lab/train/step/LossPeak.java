package groklab.lab.train.step;

import groklab.lab.file.Tensor;
import groklab.lab.probe.Probe;
import java.util.LinkedHashMap;
import java.util.Map;

/// The highest training loss since the last probe, which shows a spike that no probe met. The only
/// thing besides weights and the update's state that a checkpoint has to keep: a run that goes on
/// between two probes cannot know it from what is recorded.
///
/// A loss that is not a number stays.
public final class LossPeak {
  /// Name of its tensor among the optimiser's state in a checkpoint.
  private static final String TENSOR = "train.lossMax";

  private double highest = Double.NEGATIVE_INFINITY;
  private boolean isWhole = true;

  /// Takes the loss of a step.
  public void accept(double loss) {
    highest = Math.max(highest, loss);
  }

  /// The probe with the highest loss since the one before, and a new beginning. Without it at step
  /// 0, and once after a checkpoint that does not hold it.
  public Probe addedTo(Probe probe) {
    boolean known = isWhole && highest != Double.NEGATIVE_INFINITY;
    var values = new LinkedHashMap<>(probe.values());
    if (known) {
      values.put(Probe.TRAIN_LOSS_MAX, highest);
    }
    highest = Double.NEGATIVE_INFINITY;
    isWhole = true;
    return known ? new Probe(probe.step(), values, probe.lists()) : probe;
  }

  /// Adds it to the state of a checkpoint.
  public void save(Map<String, Tensor> state) {
    if (isWhole) {
      state.put(TENSOR, new Tensor.F64(new int[] {1}, new double[] {highest}));
    }
  }

  /// Goes on from the state of a checkpoint.
  public void load(Map<String, Tensor> state) {
    isWhole = false;
    highest = Double.NEGATIVE_INFINITY;
    if (state.get(TENSOR) instanceof Tensor.F64(int[] _, double[] data) && data.length == 1) {
      isWhole = true;
      highest = data[0];
    }
  }
}
