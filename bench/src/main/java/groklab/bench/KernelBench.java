package groklab.bench;

import groklab.engine.f32.FloatKernels;
import groklab.engine.graph.Attention;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.UnaryKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.descriptive.Median;

/// Speed and allocation of the kernels that are not products, on one core, on row blocks that stay
/// in the second-level cache.
public final class KernelBench {
  private static final int ROWS = 96;
  private static final int COLS = 256;
  private static final int N = ROWS * COLS;
  private static final int LOGITS = 114;
  private static final int WEIGHTS = 226_816;

  private record Case(String name, int elements, Runnable call) {}

  private final FloatKernels k = FloatKernels.preferred();
  private final float[] x = numbers(1, N);
  private final float[] y = numbers(2, N);
  private final float[] z = numbers(3, N);
  private final float[] w = numbers(4, WEIGHTS);
  private final float[] m = numbers(5, WEIGHTS);
  private final float[] v = new float[WEIGHTS];
  private final float[] g = numbers(6, WEIGHTS);
  private final double[] scratch = new double[k.lossScratch(LOGITS)];
  private final int[] allowed = {3};
  private final int[] index = new int[4 * N];
  private final int[] starts = new int[ROWS + 1];

  private static float[] numbers(long seed, int n) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private List<Case> cases() {
    for (int i = 0; i < index.length; i++) {
      index[i] = (i * 7) % ROWS;
    }
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i;
    }
    List<Case> cases = new ArrayList<>();
    for (UnaryKind op : UnaryKind.values()) {
      cases.add(new Case(op.name(), N, () -> k.unary(op, y, 0, x, 0, N)));
    }
    for (Broadcast how : Broadcast.values()) {
      cases.add(
          new Case(
              "ADD " + how, N, () -> k.binary(BinaryKind.ADD, how, y, 0, x, 0, z, 0, ROWS, COLS)));
    }
    cases.add(new Case("affine", N, () -> k.affine(y, 0, x, 0, N, 2, 1)));
    cases.add(new Case("dropout", N, () -> k.dropout(y, 0, x, 0, N, 1, 0, 0.9)));
    cases.add(new Case("rowSums", N, () -> k.rowSums(y, 0, x, 0, ROWS, COLS)));
    cases.add(new Case("columnSums", N, () -> k.columnSums(y, 0, x, 0, ROWS, COLS, COLS)));
    cases.add(new Case("softmax 4 x 3", N, () -> k.softmax(y, 0, x, 0, N / 12, 4, 3, allowed, 0)));
    cases.add(
        new Case(
            "softmaxBackward 4 x 3", N, () -> k.softmaxBackward(y, 0, x, 0, z, 0, N / 12, 4, 3)));
    for (LossPrecision precision : LossPrecision.values()) {
      cases.add(
          new Case(
              "loss and gradient " + precision,
              ROWS * LOGITS,
              () ->
                  k.crossEntropyBoth(
                      w, 0, y, 0, x, 0, index, 0, z, 0, ROWS, LOGITS, precision, scratch)));
    }
    cases.add(new Case("layerNorm", N, () -> k.normalizeRows(y, 0, x, 0, ROWS, COLS, 1e-5f, true)));
    cases.add(
        new Case(
            "layerNorm backward",
            N,
            () -> k.normalizeRowsBackward(y, 0, x, 0, z, 0, ROWS, COLS, 1e-5f, true)));
    cases.add(new Case("gatherRows", N, () -> k.gatherRows(y, 0, x, 0, index, 0, ROWS, COLS)));
    cases.add(
        new Case(
            "scatterAddRows",
            N,
            () -> k.scatterAddRows(y, 0, x, 0, starts, index, 0, ROWS, COLS, COLS)));
    attention(cases, 3);
    attention(cases, 8);
    cases.add(
        new Case(
            "adam",
            WEIGHTS,
            () ->
                k.adam(
                    w, 0, m, 0, v, 0, g, 0, null, 0, WEIGHTS, 0, 1e-3f, 0.9f, 0.98f, 1e-3f, 1,
                    1e-8f)));
    cases.add(
        new Case(
            "sgd",
            WEIGHTS,
            () -> k.sgd(w, 0, m, 0, g, 0, null, 0, WEIGHTS, 0, 1e-3f, 0.9f, 1e-3f)));
    return cases;
  }

  /// Four heads of width 32, one query of each example.
  private void attention(List<Case> cases, int t) {
    int e = ROWS;
    int work = e * t * 128;
    var shape = new Attention(e, 1, t, 4, 32);
    cases.add(
        new Case(
            "attentionScores T=" + t,
            work,
            () -> k.attentionScores(y, 0, x, 0, null, 0, z, 0, index, 0, e, shape)));
    cases.add(
        new Case(
            "attentionMix T=" + t,
            work,
            () -> k.attentionMix(y, 0, x, 0, z, 0, index, 0, e, shape)));
    cases.add(
        new Case(
            "attentionMixTransposed T=" + t,
            work,
            () -> k.attentionMixTransposed(g, 0, x, 0, z, 0, null, 0, e, shape)));
  }

  /// Prints one line per kernel: elements per nanosecond (attention: multiply-adds) and bytes
  /// allocated per call.
  public static void main(String[] args) {
    KernelBench bench = new KernelBench();
    System.out.println(bench.k.name());
    List<Case> cases = bench.cases();
    for (int round = 0; round < 3; round++) { // the first rounds warm up
      for (Case each : cases) {
        run(each, round == 2);
      }
    }
  }

  private static void run(Case each, boolean print) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] perNanosecond = new double[30];
    int calls = Math.max(1, 1_000_000 / each.elements);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int repetition = 0; repetition < perNanosecond.length; repetition++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        each.call.run();
      }
      perNanosecond[repetition] = (double) each.elements * calls / (System.nanoTime() - start);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (print) {
      System.out.printf(
          Locale.ROOT,
          "%-28s median %7.2f per ns   %d bytes per call%n",
          each.name,
          Median.withDefaults().evaluate(perNanosecond),
          allocated / ((long) calls * perNanosecond.length));
    }
  }
}
