package groklab.measures.frame;

import groklab.lab.file.Tensor;
import groklab.lab.rundir.Checkpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The entropy of training losses that a sampling run has built up (`wang-landau`), in nats: only
/// differences mean something, so its mean over the bins that were visited is 0.
///
/// @param loss bins of ln(training loss)
/// @param accuracy bins of the smoothed accuracy; empty = the entropy is one of the loss alone
/// @param entropy of each bin, the accuracy running fastest; NaN where no weights were met
/// @param visits of each bin since counting began
public record EntropyLandscape(
    Bins loss, Optional<Bins> accuracy, double[] entropy, double[] visits) {
  /// The table of the rule that holds the entropy, and the one of the visits.
  private static final String ENTROPY = "rule.entropy";

  private static final String VISITS = "rule.visits";

  /// Bins of equal width from one end to the other.
  public record Bins(double from, double to, int count) {
    public double centre(int bin) {
      return from + (bin + 0.5) * (to - from) / count;
    }
  }

  /// The landscape in a checkpoint; empty if its run samples none, or has counted no visit yet.
  public static Optional<EntropyLandscape> in(Checkpoint checkpoint) {
    var state = checkpoint.optimizer();
    return state.get(ENTROPY) instanceof Tensor.F64(int[] shape, double[] entropy)
            && state.get(Checkpoint.axesOf(ENTROPY)) instanceof Tensor.F64(int[] _, double[] ends)
            && state.get(VISITS) instanceof Tensor.F64(int[] _, double[] visits)
            && Arrays.stream(visits).anyMatch(n -> n > 0)
        ? Optional.of(of(shape, ends, entropy, visits))
        : Optional.empty();
  }

  private static EntropyLandscape of(
      int[] shape, double[] ends, double[] entropy, double[] visits) {
    var loss = new Bins(ends[0], ends[1], shape[0]);
    var accuracy =
        shape.length == 1
            ? Optional.<Bins>empty()
            : Optional.of(new Bins(ends[2], ends[3], shape[1]));
    double mean =
        mean(entropy, IntStream.range(0, visits.length).filter(i -> visits[i] > 0).toArray());
    double[] around = new double[entropy.length];
    Arrays.setAll(around, i -> visits[i] > 0 ? entropy[i] - mean : Double.NaN);
    return new EntropyLandscape(loss, accuracy, around, visits);
  }

  private static double mean(double[] values, int[] of) {
    return Arrays.stream(of).mapToDouble(i -> values[i]).average().orElse(0);
  }

  /// The fewest visits of a bin as a share of the mean: 1 = flat. With two axes, of the bins that
  /// were visited at all, as the run records it (`sampling.flatness`).
  public double flatness() {
    var counted =
        Arrays.stream(visits).filter(n -> n > 0 || accuracy.isEmpty()).summaryStatistics();
    return counted.getMin() / counted.getAverage();
  }

  /// How several walkers agree.
  ///
  /// @param bins that all have visited
  /// @param largest difference of two walkers' entropies in one of these bins, in nats, each one's
  ///     mean over these bins being 0
  public record Agreement(int bins, double largest) {}

  /// Compares the entropies of several walkers; empty if they have other bins, or none in common.
  public static Optional<Agreement> agreement(List<EntropyLandscape> walkers) {
    EntropyLandscape first = walkers.getFirst();
    boolean sameBins =
        walkers.stream()
            .allMatch(w -> w.loss.equals(first.loss) && w.accuracy.equals(first.accuracy));
    int[] common =
        !sameBins
            ? new int[0]
            : IntStream.range(0, first.visits.length)
                .filter(i -> walkers.stream().allMatch(w -> w.visits[i] > 0))
                .toArray();
    if (common.length == 0) {
      return Optional.empty();
    }
    double[] means = walkers.stream().mapToDouble(w -> mean(w.entropy, common)).toArray();
    double largest = 0;
    for (int bin : common) {
      var range =
          IntStream.range(0, means.length)
              .mapToDouble(w -> walkers.get(w).entropy[bin] - means[w])
              .summaryStatistics();
      largest = Math.max(largest, range.getMax() - range.getMin());
    }
    return Optional.of(new Agreement(common.length, largest));
  }
}
