package groklab.bench;

import groklab.engine.f32.FloatKernels;
import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f64.loss.LossBlock;
import groklab.engine.graph.Attention;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.kernel.BinaryKind;
import groklab.engine.kernel.Broadcast;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.Decay;
import groklab.engine.kernel.DescentSettings;
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
  private final LossBlock block = new LossBlock(LOGITS);
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
    FloatMatrix a = rows(x, ROWS, COLS);
    FloatMatrix b = rows(z, ROWS, COLS);
    FloatMatrix out = rows(y, ROWS, COLS);
    for (UnaryKind op : UnaryKind.values()) {
      cases.add(new Case(op.name(), N, () -> k.rows().unary(op, out, a)));
    }
    for (Broadcast how : Broadcast.values()) {
      cases.add(new Case("ADD " + how, N, () -> k.rows().binary(BinaryKind.ADD, how, out, a, b)));
    }
    cases.add(new Case("affine", N, () -> k.rows().affine(out, a, 2, 1)));
    cases.add(new Case("dropout", N, () -> k.rows().dropout(out, a, 1, 0.9)));
    cases.add(new Case("rowSums", N, () -> k.rows().rowSums(out, a)));
    cases.add(new Case("columnSums", N, () -> k.rows().columnSums(out, a)));
    FloatMatrix scores = rows(x, N / 12, 12);
    FloatMatrix slopes = rows(z, N / 12, 12);
    FloatMatrix weights = rows(y, N / 12, 12);
    cases.add(new Case("softmax 4 x 3", N, () -> k.softmax().forward(weights, scores, 3, allowed)));
    cases.add(
        new Case(
            "softmaxBackward 4 x 3", N, () -> k.softmax().backward(weights, scores, slopes, 3)));
    FloatMatrix logits = rows(x, ROWS, LOGITS);
    FloatMatrix logitSlopes = rows(y, ROWS, LOGITS);
    FloatMatrix targets = rows(w, ROWS, LOGITS);
    FloatMatrix losses = rows(m, ROWS, 1);
    FloatMatrix factors = rows(z, ROWS, 1);
    for (LossPrecision precision : LossPrecision.values()) {
      cases.add(
          new Case(
              "loss and gradient " + precision,
              ROWS * LOGITS,
              () ->
                  k.loss()
                      .backward(
                          losses,
                          logitSlopes,
                          logits,
                          factors,
                          block.with(index, ClassLossForm.softmax(precision)))));
      cases.add(
          new Case(
              "squared error and gradient " + precision,
              ROWS * LOGITS,
              () ->
                  k.squaredError()
                      .backward(
                          losses, logitSlopes, logits, targets, factors, block.in(precision))));
    }
    cases.add(new Case("layerNorm", N, () -> k.normalization().forward(out, a, 1e-5f, true)));
    cases.add(
        new Case(
            "layerNorm backward", N, () -> k.normalization().backward(out, a, b, 1e-5f, true)));
    cases.add(new Case("gatherRows", N, () -> k.rows().gather(out, a, index)));
    cases.add(new Case("scatterAddRows", N, () -> k.rows().scatterAdd(out, a, starts, index)));
    attention(cases, 3);
    attention(cases, 8);
    var decay = new Decay(0, 1, false);
    FloatAdam adam = new FloatAdam(w, g);
    adam.set(new AdamSettings(decay, 0.9, 0.98, 1e-8), 1e-3, 0);
    adam.firstMoment = m;
    adam.secondMoment = v;
    cases.add(new Case("adam", WEIGHTS, () -> k.updates().adam(adam, 0, WEIGHTS)));
    FloatDescent descent = new FloatDescent(w, g);
    descent.set(new DescentSettings(decay, 0.9), 1e-3);
    descent.velocity = m;
    cases.add(new Case("sgd", WEIGHTS, () -> k.updates().descent(descent, 0, WEIGHTS)));
    return cases;
  }

  private static FloatMatrix rows(float[] array, int rows, int cols) {
    return new FloatMatrix().at(array, 0, rows, cols);
  }

  /// Four heads of width 32, one query of each example.
  private void attention(List<Case> cases, int t) {
    int e = ROWS;
    int work = e * t * 128;
    var shape = new Attention(e, 1, t, 4, 32);
    FloatMatrix q = rows(x, e, 128);
    FloatMatrix table = rows(z, ROWS, 128).through(index);
    FloatMatrix weights = rows(y, e, 4 * t);
    FloatMatrix out = rows(y, e, 128);
    FloatMatrix all = rows(g, e * t, 128);
    FloatMatrix made = rows(x, e, 4 * t);
    FloatMatrix slopes = rows(z, e, 128);
    cases.add(
        new Case(
            "attentionScores T=" + t, work, () -> k.attention().scores(weights, q, table, shape)));
    cases.add(
        new Case("attentionMix T=" + t, work, () -> k.attention().mix(out, made, table, shape)));
    cases.add(
        new Case(
            "attentionMixTransposed T=" + t,
            work,
            () -> k.attention().mixTransposed(all, made, slopes, shape)));
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
