package groklab.lab.train.step;

import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import groklab.lab.spec.TrainingSpec.Batch.Stage;
import java.util.List;

/// The example numbers of each step of minibatch training: every epoch goes through the training
/// set once in a fresh order (stream `batch` at the epoch), and its last batch is as small as what
/// is left. Where the size changes, an epoch begins. Step t alone determines its batch, so a
/// resumed run continues exactly.
public final class Batches {
  private final int[] trainRows;
  private final List<Stage> stages;

  /// Number of the first epoch of each stage.
  private final long[] firstEpochs;

  private final long key;
  private final int[] order;
  private final int[] batch;
  private long epoch = -1;

  /// @param stages with sizes of at most as many as there are rows
  public Batches(int[] trainRows, List<Stage> stages, long seed) {
    this.trainRows = trainRows.clone();
    this.stages = List.copyOf(stages);
    this.firstEpochs = new long[stages.size()];
    for (int i = 1; i < stages.size(); i++) {
      long steps = stages.get(i).from() - stages.get(i - 1).from();
      long perEpoch = perEpoch(stages.get(i - 1));
      firstEpochs[i] = firstEpochs[i - 1] + (steps + perEpoch - 1) / perEpoch;
    }
    this.key = RandomStream.of(seed, "batch").key();
    this.order = new int[trainRows.length];
    this.batch = new int[trainRows.length];
  }

  /// Number of steps of an epoch.
  private int perEpoch(Stage stage) {
    return (trainRows.length + stage.size() - 1) / stage.size();
  }

  private int numberAt(long step) {
    int number = stages.size() - 1;
    while (step < stages.get(number).from()) {
      number--;
    }
    return number;
  }

  /// The first place of step `step` in the order of its epoch.
  private static int place(Stage stage, int perEpoch, long step) {
    return (int) ((step - stage.from()) % perEpoch) * stage.size();
  }

  /// Number of examples of step `step`.
  public int sizeAt(long step) {
    Stage stage = stages.get(numberAt(step));
    return Math.min(stage.size(), trainRows.length - place(stage, perEpoch(stage), step));
  }

  /// Example numbers of step `step`, the first [#sizeAt] of the returned array, which is used again
  /// by the next call.
  public int[] at(long step) {
    int number = numberAt(step);
    Stage stage = stages.get(number);
    int perEpoch = perEpoch(stage);
    long wanted = firstEpochs[number] + (step - stage.from()) / perEpoch;
    if (wanted != epoch) {
      shuffle(wanted);
      epoch = wanted;
    }
    System.arraycopy(order, place(stage, perEpoch, step), batch, 0, sizeAt(step));
    return batch;
  }

  private void shuffle(long e) {
    System.arraycopy(trainRows, 0, order, 0, order.length);
    RandomStream stream = new RandomStream(Counter.word(key, e));
    for (int i = order.length - 1; i > 0; i--) {
      int j = stream.below(i, i + 1);
      int t = order[i];
      order[i] = order[j];
      order[j] = t;
    }
  }
}
