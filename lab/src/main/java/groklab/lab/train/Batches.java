package groklab.lab.train;

import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;

/// The example numbers of each step of minibatch training: every epoch goes through the training
/// set once in a fresh order (stream `batch` at the epoch), and its last batch is as small as what
/// is left. Step t alone determines its batch, so a resumed run continues exactly.
final class Batches {
  private final int[] trainRows;
  private final int size;
  private final long key;
  private final int[] order;
  private final int[] batch;
  private long epoch = -1;

  Batches(int[] trainRows, int size, long seed) {
    this.trainRows = trainRows.clone();
    this.size = size;
    this.key = RandomStream.of(seed, "batch").key();
    this.order = new int[trainRows.length];
    this.batch = new int[size];
  }

  /// Number of steps of an epoch.
  int perEpoch() {
    return (trainRows.length + size - 1) / size;
  }

  /// Number of examples of step `step`.
  int sizeAt(long step) {
    int from = (int) (step % perEpoch()) * size;
    return Math.min(size, trainRows.length - from);
  }

  /// Example numbers of step `step`, the first [#sizeAt] of the returned array, which is used again
  /// by the next call.
  int[] at(long step) {
    long wanted = step / perEpoch();
    if (wanted != epoch) {
      shuffle(wanted);
      epoch = wanted;
    }
    int from = (int) (step % perEpoch()) * size;
    System.arraycopy(order, from, batch, 0, sizeAt(step));
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
