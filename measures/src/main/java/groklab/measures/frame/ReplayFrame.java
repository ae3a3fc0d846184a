package groklab.measures.frame;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.problem.Pairs;
import groklab.lab.train.Replay;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;
import groklab.measures.fourier.TokenSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Everything that is shown of one checkpoint.
///
/// @param table of a network whose examples are pairs
/// @param elements in their order, where that is not the order of their numbers: powers of the
///     second of them
/// @param neurons clusters of the last layer's neurons
/// @param embedding what it holds of the frequencies
/// @param attention heads x positions: of the last position, averaged over all examples
/// @param spectra of the weight matrices that are large enough to have one
public record ReplayFrame(
    long step,
    Optional<AnswerGrid> table,
    Optional<int[]> elements,
    Optional<NeuronClusters> neurons,
    Optional<EmbeddingPicture> embedding,
    Optional<double[][]> attention,
    List<WeightSpectrum> spectra) {

  /// How many neurons have each frequency as the one that explains most of their variance, and at
  /// least 0.85 of it.
  ///
  /// @param counts index 0 = frequency 1
  /// @param neurons how many there are
  public record NeuronClusters(int[] counts, int neurons) {}

  /// The embedding over the elements.
  ///
  /// @param shares of the power of the frequencies from 1 on
  /// @param planes empty where there are none
  /// @param planesOf the step whose weights they were taken from
  public record EmbeddingPicture(double[] shares, List<PlaneView> planes, long planesOf) {}

  /// A plane with the elements in it.
  ///
  /// @param points x and y of one element after another
  public record PlaneView(int frequency, double[] points) {}

  /// The frame of the weights that the replay has loaded.
  ///
  /// @param planes the embedding's planes; all frames of a run are seen in the same ones
  public static ReplayFrame of(Replay replay, long step, Optional<Planes> planes) {
    Optional<Pairs> pairs = replay.data().facet(Pairs.class);
    return new ReplayFrame(
        step,
        pairs.flatMap(p -> AnswerGrid.of(replay, p)),
        pairs.flatMap(p -> Elements.of(replay.data(), p).filter(e -> e.length < p.table().size())),
        pairs.flatMap(p -> neurons(replay, p)),
        Elements.embedding(replay).map(table -> picture(table, planes)),
        attention(replay),
        WeightSpectrum.all(replay));
  }

  private static EmbeddingPicture picture(Matrix table, Optional<Planes> planes) {
    double[] power = TokenSpectrum.of(table).power();
    double total = Arrays.stream(power).skip(1).sum();
    double[] shares = Arrays.stream(power).skip(1).map(p -> total > 0 ? p / total : 0).toArray();
    return new EmbeddingPicture(
        shares,
        planes.stream().flatMap(p -> views(table, p).stream()).toList(),
        planes.map(Planes::step).orElse(-1L));
  }

  private static List<PlaneView> views(Matrix table, Planes planes) {
    PlaneView[] views = new PlaneView[planes.frequencies().length];
    for (int i = 0; i < views.length; i++) {
      double[] points = new double[2 * table.rows()];
      for (int row = 0; row < table.rows(); row++) {
        points[2 * row] = Numbers.dot(table.row(row), planes.axes()[i][0]);
        points[2 * row + 1] = Numbers.dot(table.row(row), planes.axes()[i][1]);
      }
      views[i] = new PlaneView(planes.frequencies()[i], points);
    }
    return List.of(views);
  }

  private static Optional<NeuronClusters> neurons(Replay replay, Pairs pairs) {
    int size = pairs.table().size();
    return replay
        .neurons()
        .filter(n -> n.rows() == replay.data().examples())
        .flatMap(neurons ->
            CyclicTask.labels(replay.data())
                .map(labels -> clusters(labels.activations(neurons), labels.order()))
                .or(() ->
                    Elements.of(replay.data(), pairs).isPresent() && pairs.table().columns() == size
                        ? Optional.of(clusters(neurons, size))
                        : Optional.empty()));
  }

  private static NeuronClusters clusters(Matrix neurons, int order) {
    var found = NeuronFrequencies.of(neurons, order);
    int[] sizes = found.clusterSizes(KeyFrequencies.PAPER_THRESHOLD);
    return new NeuronClusters(Arrays.copyOfRange(sizes, 1, sizes.length), found.count());
  }

  private static Optional<double[][]> attention(Replay replay) {
    int length = replay.data().inputs().length();
    int examples = replay.data().examples();
    return replay
        .attention()
        .filter(pattern ->
            pattern.rows() == examples * length
                && pattern.cols() == heads(pattern, examples, length) * length)
        .map(pattern -> {
          double[][] mean = new double[heads(pattern, examples, length)][length];
          for (int e = 0; e < examples; e++) {
            double[] row = pattern.row(e * length + length - 1);
            for (int i = 0; i < row.length; i++) {
              mean[i / length][i % length] += row[i] / examples;
            }
          }
          return mean;
        });
  }

  private static int heads(Matrix pattern, int examples, int length) {
    return pattern.rows() * pattern.cols() / (examples * length * length);
  }
}
