package groklab.measures.common.cyclic;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Rules that say which frequencies a network uses. They differ, so a recorded number must name its
/// rule.
///
/// All return frequencies in ascending order. Nothing random decides: of equal powers or shares the
/// lower frequency wins.
public final class KeyFrequencies {
  /// The share of variance from which on arXiv 2301.05217 counts a neuron to a frequency's cluster.
  public static final double PAPER_THRESHOLD = 0.85;

  /// Our own demand on the size of a cluster: without one, a few stray neurons of an early
  /// checkpoint make keys.
  public static final int MIN_NEURONS = 5;

  private KeyFrequencies() {}

  /// The frequencies that explain at least `threshold` of at least `minNeurons` neurons. The
  /// laboratory's default is [#PAPER_THRESHOLD] and [#MIN_NEURONS].
  public static int[] supported(NeuronFrequencies neurons, double threshold, int minNeurons) {
    int[] size = neurons.clusterSizes(threshold);
    return IntStream.range(1, size.length).filter(k -> size[k] >= minNeurons).toArray();
  }

  /// The `count` strongest of the frequencies >= 1. TransformerLens' Grokking_Demo reads its keys
  /// by eye from the embedding's spectrum; with [TokenSpectrum#power] and a stated count this does
  /// the same without an eye.
  ///
  /// @param power index = frequency; index 0, the constant, is not a candidate
  /// @throws IllegalArgumentException if there are fewer frequencies than asked for
  public static int[] strongest(double[] power, int count) {
    if (count < 0 || count >= power.length) {
      throw new IllegalArgumentException(
          "the %d strongest frequencies were asked for; expected 0..%d"
              .formatted(count, power.length - 1));
    }
    return IntStream.range(1, power.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(k -> -power[k]).thenComparing(k -> k))
        .mapToInt(k -> k)
        .limit(count)
        .sorted()
        .toArray();
  }
}
