package groklab.web.live;

import groklab.lab.linear.Matrix;
import groklab.lab.model.Parameter;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.train.Replay;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.KeyFrequencies;
import groklab.measures.common.cyclic.NeuronFrequencies;
import groklab.measures.fourier.TokenSpectrum;
import groklab.measures.spectrum.PowerLaw;
import groklab.measures.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Everything that is shown of one checkpoint, as JSON; see `replay.js` for the keys.
final class ReplayFrame {
  private static final int PLANES = 4;

  /// A spectrum of fewer values has no shape.
  private static final int SMALLEST = 8;

  private static final int MOST_SINGULAR_VALUES = 160;

  private final Replay replay;
  private final ObjectNode frame = JsonNodeFactory.instance.objectNode();

  private ReplayFrame(Replay replay, long step) {
    this.replay = replay;
    frame.put("step", step);
  }

  /// The frame of the weights that the replay has loaded.
  ///
  /// @param planes the embedding's planes, from [#planes]; all frames of a run are seen in the same
  ///     ones
  static ObjectNode of(Replay replay, long step, Optional<Planes> planes) {
    var made = new ReplayFrame(replay, step);
    replay
        .data()
        .facet(Pairs.class)
        .ifPresent(pairs -> {
          made.table(pairs);
          made.order(pairs);
          made.neurons(pairs);
        });
    made.embedding(planes);
    made.attention();
    made.spectra();
    return made.frame;
  }

  /// A frame of another run, from before the one that is shown branched off: its name, and its
  /// split and operation, which the branch may have changed.
  static void ofAncestor(ObjectNode frame, String run, Problem data) {
    var constants = constants(data);
    frame.put("run", run);
    frame.set("split", constants.path("split"));
    frame.set("operation", constants.path("operation"));
  }

  /// Whether the tables of two data sets have the same cells.
  static boolean sameTable(Problem a, Problem b) {
    var ours = constants(a);
    var theirs = constants(b);
    return List.of("size", "columns", "firstY").stream()
        .allMatch(key -> ours.path(key).equals(theirs.path(key)));
  }

  /// What does not change along the run: the shape of the table and which cell is trained on.
  static ObjectNode constants(Problem data) {
    var node = JsonNodeFactory.instance.objectNode();
    data.facet(Pairs.class)
        .ifPresent(pairs -> {
          var table = pairs.table();
          byte[] split = new byte[data.examples()];
          for (int e : data.trainRows()) {
            split[e] = 1;
          }
          for (int e : data.validationRows()) {
            split[e] = 2;
          }
          node.put("size", table.size())
              .put("columns", table.columns())
              .put("firstY", table.firstY())
              .put("operation", table.operation())
              .put("split", Base64.getEncoder().encodeToString(split));
        });
    return node;
  }

  // --- the answer table --------------------------------------------------------------------------

  /// One byte per cell: bit 7 = right, bits 0..6 = confidence in the true answer, 0..127.
  private void table(Pairs pairs) {
    Matrix outputs = replay.outputsOfAll();
    int examples = replay.data().examples();
    int scored = outputs.rows() / examples;
    byte[] cells = new byte[examples];
    for (int e = 0; e < examples; e++) {
      double[] row = outputs.row(e * scored + scored - 1);
      int target = pairs.answerClass(e);
      int best = 0;
      for (int c = 1; c < row.length; c++) {
        best = row[c] > row[best] ? c : best;
      }
      int confidence = (int) Math.round(127 * confidence(row, target));
      cells[e] = (byte) (confidence | (best == target ? 0x80 : 0));
    }
    frame.put("table", Base64.getEncoder().encodeToString(cells));
  }

  /// The probability of the true answer; of outputs that are no probabilities the output itself,
  /// cut to [0, 1].
  private double confidence(double[] row, int target) {
    if (!replay.spec().training().loss().isProbabilistic()) {
      return Double.isFinite(row[target]) ? Math.clamp(row[target], 0, 1) : 0;
    }
    double max = Arrays.stream(row).max().orElse(0);
    double sum = 0;
    for (double output : row) {
      sum += StrictMath.exp(output - max);
    }
    double share = StrictMath.exp(row[target] - max) / sum;
    return Double.isFinite(share) ? share : 0;
  }

  // --- frequencies -------------------------------------------------------------------------------

  /// Planes through the embedding space in which all frames are seen.
  ///
  /// @param frequencies the strongest of the weights they were taken from
  /// @param axes for each frequency two orthonormal directions
  record Planes(long step, int[] frequencies, double[][][] axes) {}

  /// The planes of the cosine and sine of the strongest frequencies in the embedding of the loaded
  /// weights.
  static Optional<Planes> planes(Replay replay, long step) {
    return embedding(replay)
        .filter(e -> e.rows() > 2 * PLANES)
        .map(table -> {
          var basis = FourierBasis.of(table.rows());
          var coefficients = basis.transform(table);
          int[] strongest = KeyFrequencies.strongest(TokenSpectrum.of(table).power(), PLANES);
          var axes = new double[strongest.length][][];
          for (int i = 0; i < strongest.length; i++) {
            int[] rows = basis.rowsOf(strongest[i]);
            axes[i] =
                orthonormal(coefficients.row(rows[0]), coefficients.row(rows[rows.length - 1]));
          }
          return new Planes(step, strongest, axes);
        });
  }

  private static double[][] orthonormal(double[] first, double[] second) {
    double[] x = scaled(first, 1 / norm(first));
    double along = dot(x, second);
    double[] y = second.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] -= along * x[i];
    }
    double length = norm(y);
    return new double[][] {x, length > 0 ? scaled(y, 1 / length) : y};
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double[] scaled(double[] a, double factor) {
    return Arrays.stream(a).map(v -> v * factor).toArray();
  }

  /// The embedding's rows of the elements, without those of "=" and other signs, in the order of
  /// [#elements].
  private static Optional<Matrix> embedding(Replay replay) {
    Optional<Pairs> pairs = replay.data().facet(Pairs.class);
    return pairs
        .flatMap(known -> elements(replay.data(), known))
        .flatMap(elements -> {
          int first = pairs.orElseThrow().firstElement();
          int[] tokens = Arrays.stream(elements).map(element -> first + element).toArray();
          var anatomy = replay.network().anatomy();
          return anatomy
              .embedding()
              .map(embedding -> replay.weight(anatomy.parameter(embedding.table())).rows(tokens));
        });
  }

  /// The elements in the order in which the task is an addition: as numbered, or for multiplication
  /// and division those other than 0 by their discrete logarithm. Other tasks on residues are
  /// looked at as numbered; on permutations such waves mean nothing.
  private static Optional<int[]> elements(Problem problem, Pairs pairs) {
    Optional<int[]> named = CyclicTask.labels(problem).map(CyclicLabels::left);
    return named.isPresent() || !pairs.table().residues()
        ? named
        : Optional.of(IntStream.range(0, pairs.table().size()).toArray());
  }

  /// Says in which order the elements stand where it is not that of their numbers.
  private void order(Pairs pairs) {
    elements(replay.data(), pairs)
        .filter(elements -> elements.length < pairs.table().size())
        .ifPresent(elements -> {
          frame.put("logBase", elements[1]);
          var list = frame.putArray("elements");
          Arrays.stream(elements).forEach(list::add);
        });
  }

  private void embedding(Optional<Planes> planes) {
    embedding(replay)
        .ifPresent(table -> {
          shares(frame.putArray("fourier"), TokenSpectrum.of(table).power());
          planes.ifPresent(p -> {
            var list = frame.putArray("planes");
            for (int i = 0; i < p.frequencies().length; i++) {
              var plane = list.addObject().put("frequency", p.frequencies()[i]);
              var points = plane.putArray("points");
              for (int row = 0; row < table.rows(); row++) {
                points.add(rounded(dot(table.row(row), p.axes()[i][0])));
                points.add(rounded(dot(table.row(row), p.axes()[i][1])));
              }
            }
            frame.put("planesOf", p.step());
          });
        });
  }

  /// Shares of the power of the frequencies from 1 on.
  private static void shares(ArrayNode out, double[] power) {
    double total = Arrays.stream(power).skip(1).sum();
    for (int k = 1; k < power.length; k++) {
      out.add(total > 0 ? rounded(power[k] / total) : 0);
    }
  }

  /// How many neurons have each frequency as the one that explains most of their variance, and at
  /// least 0.85 of it.
  private void neurons(Pairs pairs) {
    int size = pairs.table().size();
    replay
        .neurons()
        .filter(n -> n.rows() == replay.data().examples())
        .ifPresent(neurons ->
            CyclicTask.labels(replay.data())
                .ifPresentOrElse(
                    labels -> clusters(labels.activations(neurons), labels.order()),
                    () -> {
                      if (elements(replay.data(), pairs).isPresent()
                          && pairs.table().columns() == size) {
                        clusters(neurons, size);
                      }
                    }));
  }

  private void clusters(Matrix neurons, int order) {
    var found = NeuronFrequencies.of(neurons, order);
    var counts = frame.putArray("neurons");
    int[] clusters = found.clusterSizes(KeyFrequencies.PAPER_THRESHOLD);
    for (int k = 1; k < clusters.length; k++) {
      counts.add(clusters[k]);
    }
    frame.put("neuronCount", found.count());
  }

  // --- attention and weights ---------------------------------------------------------------------

  /// Attention of the last position, averaged over all examples: one row per head.
  private void attention() {
    replay
        .attention()
        .ifPresent(pattern -> {
          int length = replay.data().inputs().length();
          int examples = replay.data().examples();
          int heads = pattern.rows() * pattern.cols() / (examples * length * length);
          if (pattern.rows() != examples * length || pattern.cols() != heads * length) {
            return;
          }
          double[] sums = new double[heads * length];
          for (int e = 0; e < examples; e++) {
            double[] row = pattern.row(e * length + length - 1);
            for (int i = 0; i < sums.length; i++) {
              sums[i] += row[i] / examples;
            }
          }
          var list = frame.putArray("attention");
          for (int h = 0; h < heads; h++) {
            var head = list.addArray();
            for (int p = 0; p < length; p++) {
              head.add(rounded(sums[h * length + p]));
            }
          }
        });
  }

  private void spectra() {
    var list = frame.putArray("spectra");
    for (Parameter tensor : replay.network().parameters()) {
      Matrix weight = replay.weight(tensor);
      if (Math.min(weight.rows(), weight.cols()) >= SMALLEST) {
        spectrum(list.addObject().put("name", tensor.name()), weight);
      }
    }
  }

  private static void spectrum(ObjectNode out, Matrix weight) {
    var spectrum = Spectrum.ofGram(weight);
    out.put("norm", rounded(spectrum.frobeniusNorm()));
    out.put("effectiveRank", rounded(spectrum.effectiveRank()));
    var values = out.putArray("values");
    double[] all = spectrum.singularValues();
    for (int i = 0; i < Math.min(all.length, MOST_SINGULAR_VALUES); i++) {
      values.add(rounded(all[i]));
    }
    switch (PowerLaw.fit(spectrum.eigenvalues())) {
      case PowerLaw.Fit fit ->
          out.put("alpha", rounded(fit.alpha()))
              .put("xmin", rounded(fit.xmin()))
              .put("tail", fit.tail())
              .put("distance", rounded(fit.distance()))
              .put("enough", fit.enoughEigenvalues());
      case PowerLaw.Failed failed -> out.put("noFit", failed.reason());
    }
  }

  /// Four significant digits; what is not finite stands as 0, since a picture has no place for it.
  private static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? 0
        : new java.math.BigDecimal(value).round(new java.math.MathContext(4)).doubleValue();
  }
}
