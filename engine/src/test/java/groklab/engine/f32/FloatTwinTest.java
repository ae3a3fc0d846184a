package groklab.engine.f32;

import static groklab.engine.f32.FloatTwins.SIZES;
import static groklab.engine.f32.FloatTwins.compare;
import static groklab.engine.f32.FloatTwins.normals;
import static groklab.engine.f32.FloatTwins.rows;
import static groklab.engine.f32.FloatTwins.wild;

import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plain and SIMD kernels agree bit for bit (products: [FloatProductTest]).
class FloatTwinTest {

  @ParameterizedTest
  @EnumSource
  void elementwiseFunctionsAgreeOnAllKindsOfNumbers(UnaryKind op) {
    for (int n : SIZES) {
      float[] x = wild(n, n + 5);
      compare(
          op + " of " + n,
          (k, a) -> k.rows().unary(op, rows(a[0], 3, 1, n), rows(a[1], 5, 1, n)),
          new float[n + 7],
          x);
      compare(
          op + " in place of " + n,
          (k, a) -> k.rows().unary(op, rows(a[0], 5, 1, n), rows(a[0], 5, 1, n)),
          x);
    }
    float[] many = normals(1, 10_000, 3);
    compare(
        op + " of many",
        (k, a) -> k.rows().unary(op, rows(a[0], 0, 1, 10_000), rows(a[0], 0, 1, 10_000)),
        many);
  }

  @Test
  void affineMapsAndGatesAgree() {
    for (int n : SIZES) {
      compare(
          "affine of " + n,
          (k, a) ->
              k.rows().affine(rows(a[0], 1, 1, n), rows(a[1], 2, 1, n), (float) 1.7, (float) -0.3),
          new float[n + 3],
          wild(n, n + 2));
      compare(
          "gate of " + n,
          (k, a) -> k.rows().gate(rows(a[0], 1, 1, n), rows(a[1], 2, 1, n), rows(a[2], 3, 1, n)),
          new float[n + 3],
          wild(n, n + 2),
          wild(n + 1, n + 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryOperationsAgreeForEveryBroadcast(BinaryKind op) {
    for (Broadcast broadcast : Broadcast.values()) {
      for (int cols : SIZES) {
        compare(
            op + " " + broadcast + " of 5 x " + cols,
            (k, a) ->
                k.rows()
                    .binary(
                        op,
                        broadcast,
                        rows(a[0], 1, 5, cols),
                        rows(a[1], 2, 5, cols),
                        rows(a[2], 3, 5, cols)),
            new float[5 * cols + 2],
            wild(cols, 5 * cols + 2),
            wild(99, 5 * cols + 3));
      }
    }
  }

  @Test
  void rowColumnAndGroupSumsAgree() {
    for (int cols : SIZES) {
      float[] x = normals(cols, 7 * (cols + 2) + 1, 1);
      compare(
          "rowSums " + cols,
          (k, a) -> k.rows().rowSums(rows(a[0], 1, 7, 1), rows(a[1], 1, 7, cols)),
          new float[9],
          x);
      compare(
          "columnSums " + cols,
          (k, a) ->
              k.rows().columnSums(rows(a[0], 2, 1, cols), rows(a[1], 1, 7, cols).strided(cols + 2)),
          new float[cols + 3],
          x);
      compare(
          "groupSums " + cols,
          (k, a) ->
              k.rows().groupSums(rows(a[0], 2, 2, 3 * cols), rows(a[1], 1, 2, 3 * cols), cols),
          new float[6 * cols + 3],
          normals(cols, 6 * cols + 1, 1));
    }
  }

  @Test
  void softmaxAndItsGradientAgree() {
    for (int width : SIZES) {
      int n = 3 * 2 * width;
      int[] allowed = {1, width, (width + 1) / 2};
      compare(
          "softmax " + width,
          (k, a) ->
              k.softmax()
                  .forward(
                      rows(a[0], 1, 3, 2 * width).from(2),
                      rows(a[1], 2, 3, 2 * width),
                      width,
                      allowed),
          new float[n + 2],
          normals(width, n + 2, 4));
      compare(
          "softmaxBackward " + width,
          (k, a) ->
              k.softmax()
                  .backward(
                      rows(a[0], 1, 3, 2 * width),
                      rows(a[1], 2, 3, 2 * width),
                      rows(a[2], 3, 3, 2 * width),
                      width),
          new float[n + 2],
          normals(width, n + 2, 1),
          normals(width + 1, n + 3, 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void crossEntropyAgreesInEveryPrecision(LossPrecision precision) {
    for (int cols : SIZES) {
      int[] target = {0, cols - 1, cols / 2, cols / 3};
      float[] x = normals(cols, 4 * cols + 2, 6);
      float[] g = normals(cols, 5, 1);
      LossBlock block = new LossBlock(cols).with(target, ClassLossForm.softmax(precision));
      compare(
          "crossEntropy " + cols,
          (k, a) -> k.loss().forward(rows(a[0], 1, 4, 1), rows(a[1], 2, 4, cols), block),
          new float[6],
          x);
      compare(
          "crossEntropyGradient " + cols,
          (k, a) ->
              k.loss()
                  .backward(
                      null,
                      rows(a[0], 1, 4, cols),
                      rows(a[1], 2, 4, cols),
                      rows(a[2], 1, 4, 1),
                      block),
          new float[4 * cols + 2],
          x,
          g);
      compare(
          "crossEntropyBoth " + cols,
          (k, a) ->
              k.loss()
                  .backward(
                      rows(a[0], 1, 4, 1),
                      rows(a[1], 1, 4, cols),
                      rows(a[2], 2, 4, cols),
                      rows(a[3], 1, 4, 1),
                      block),
          new float[6],
          new float[4 * cols + 2],
          x,
          g);
    }
  }

  @Test
  void normalisationAndItsGradientAgree() {
    for (int cols : SIZES) {
      for (boolean center : new boolean[] {true, false}) {
        float eps = (float) 1e-5;
        compare(
            "normalizeRows " + cols,
            (k, a) ->
                k.normalization()
                    .forward(rows(a[0], 1, 3, cols), rows(a[1], 2, 3, cols), eps, center),
            new float[3 * cols + 2],
            normals(cols, 3 * cols + 2, 2));
        compare(
            "normalizeRowsBackward " + cols,
            (k, a) ->
                k.normalization()
                    .backward(
                        rows(a[0], 1, 3, cols),
                        rows(a[1], 2, 3, cols),
                        rows(a[2], 3, 3, cols),
                        eps,
                        center),
            new float[3 * cols + 2],
            normals(cols, 3 * cols + 2, 2),
            normals(cols + 1, 3 * cols + 3, 2));
      }
    }
  }

  @Test
  void gathersScattersOneHotRowsAndDropoutAgree() {
    int[] index = {4, 0, 0, 3, 1, 4, 2};
    int[] starts = {0, 2, 3, 3, 6, 7};
    int[] order = {1, 2, 4, 0, 5, 6, 3};
    for (int cols : SIZES) {
      float[] table = normals(cols, 5 * cols + 1, 1);
      compare(
          "gatherRows " + cols,
          (k, a) -> k.rows().gather(rows(a[0], 2, 6, cols).from(1), rows(a[1], 1, 5, cols), index),
          new float[6 * cols + 3],
          table);
      compare(
          "scatterAddRows " + cols,
          (k, a) ->
              k.rows()
                  .scatterAdd(
                      rows(a[0], 1 + cols + 3, 4, cols).strided(cols + 3).from(1),
                      rows(a[1], 2, 7, cols).strided(cols + 3),
                      starts,
                      order),
          normals(1, 5 * (cols + 3) + 2, 1),
          normals(2, 7 * (cols + 3) + 2, 1));
      compare(
          "oneHot " + cols,
          (k, a) -> k.rows().oneHot(rows(a[0], 1, 2, cols).from(1), new int[] {9, 0, cols - 1}),
          normals(3, 2 * cols + 2, 1));
      compare(
          "dropout " + cols,
          (k, a) ->
              k.rows().dropout(rows(a[0], 1, 1, cols).from(7), rows(a[1], 2, 1, cols), 42, 0.6),
          new float[cols + 2],
          normals(4, cols + 2, 1));
    }
  }

  @Test
  void attentionAgreesForSmallAndAwkwardShapes() {
    int[] rows = new int[64];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (i * 7 + 3) % 11;
    }
    for (int keys : new int[] {1, 2, 3, 5, 8}) {
      for (int width : new int[] {1, 3, 8, 16, 17, 32, 35, 64, 83}) {
        for (int queries : new int[] {1, keys}) {
          for (boolean summed : new boolean[] {false, true}) {
            attention(rows, new Attention(3, queries, keys, 2, width, summed));
            attention(rows, new Attention(3, queries, keys, 5, width, summed));
          }
        }
      }
    }
  }

  private static void attention(int[] index, Attention shape) {
    int e = shape.examples();
    int q = shape.queries();
    int t = shape.keys();
    int h = shape.heads();
    int d = shape.headWidth();
    int qw = shape.queryWidth();
    String what = " " + shape;
    float[] tall = normals(t, 40 * h * d + 5, 1);
    float[] other = normals(d, 40 * h * d + 5, 1);
    float[] weights = normals(q, e * q * h * t + 3, 1);
    float[] out = new float[e * Math.max(q, t) * h * d + 4];
    compare(
        "scores" + what,
        (k, a) ->
            k.attention()
                .scores(
                    rows(a[0], 1, e * q, h * t),
                    rows(a[1], 2, e * q, qw),
                    rows(a[2], 3, 11, h * d).from(1).through(index),
                    shape),
        weights,
        tall,
        other);
    compare(
        "scores by indexed queries" + what,
        (k, a) ->
            k.attention()
                .scores(
                    rows(a[0], 1, e * q, h * t),
                    rows(a[1], 2, 11, qw).from(2).through(index),
                    rows(a[2], 3, e * t, h * d),
                    shape),
        weights,
        tall,
        other);
    compare(
        "mix" + what,
        (k, a) ->
            k.attention()
                .mix(
                    rows(a[0], 1, e * q, qw),
                    rows(a[1], 2, e * q, h * t),
                    rows(a[2], 3, e * t, h * d).from(5),
                    shape),
        out,
        weights,
        other);
    compare(
        "mix by index" + what,
        (k, a) ->
            k.attention()
                .mix(
                    rows(a[0], 1, e * q, qw),
                    rows(a[1], 2, e * q, h * t),
                    rows(a[2], 3, 11, h * d).from(4).through(index),
                    shape),
        out,
        weights,
        other);
    compare(
        "mixTransposed" + what,
        (k, a) ->
            k.attention()
                .mixTransposed(
                    rows(a[0], 1, e * t, h * d),
                    rows(a[1], 2, e * q, h * t),
                    rows(a[2], 3, 11, qw).from(4).through(index),
                    shape),
        out,
        weights,
        other);
    int[] starts = {0, 2, 2, e * t - 1, e * t};
    int[] order = IntStream.range(0, e * t).map(i -> (i * 5 + 1) % (e * t)).toArray();
    for (int from : new int[] {0, d / 2}) {
      compare(
          "scatter from column " + from + what,
          (k, a) ->
              k.attention()
                  .scatter(
                      rows(a[0], 1, 4, d - from),
                      rows(a[1], 2, e * q, h * t),
                      rows(a[2], 3, e * q, qw),
                      starts,
                      order,
                      from,
                      shape),
          new float[4 * h * d + 4],
          weights,
          other);
    }
  }

  @Test
  void optimisersAgreeWithAndWithoutAnchor() {
    for (int n : SIZES) {
      float[] w = normals(1, n + 3, 1);
      float[] m = normals(2, n + 3, 1);
      float[] g = normals(3, n + 3, 1);
      float[] v = normals(4, n + 3, 1);
      for (int i = 0; i < v.length; i++) {
        v[i] = v[i] * v[i];
      }
      float[] origin = normals(5, n + 3, 1);
      for (boolean anchored : new boolean[] {true, false}) {
        Decay decay = new Decay(0.1, 0.01, anchored);
        compare("adam " + n, (k, a) -> k.updates().adam(adam(a, decay), 1, n), w, m, v, g, origin);
        for (double momentum : new double[] {0, 0.9}) {
          compare(
              "descent " + n,
              (k, a) -> k.updates().descent(descent(a, decay, momentum), 1, n),
              w,
              m,
              g,
              origin);
        }
      }
    }
  }

  private static FloatAdam adam(float[][] a, Decay decay) {
    FloatAdam u = new FloatAdam(a[0], a[3]);
    u.set(new AdamSettings(decay, 0.9, 0.98, 1e-8), 1e-3, 7);
    u.firstMoment = a[1];
    u.secondMoment = a[2];
    u.anchor = decay.anchored() ? a[4] : a[0];
    u.anchorScale = decay.anchored() ? 1 : 0;
    return u;
  }

  private static FloatDescent descent(float[][] a, Decay decay, double momentum) {
    FloatDescent u = new FloatDescent(a[0], a[2]);
    u.set(new DescentSettings(decay, momentum), 0.03);
    u.velocity = a[1];
    u.anchor = decay.anchored() ? a[3] : a[0];
    u.anchorScale = decay.anchored() ? 1 : 0;
    return u;
  }
}
