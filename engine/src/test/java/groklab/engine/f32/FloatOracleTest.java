package groklab.engine.f32;

import static groklab.engine.f32.FloatTwins.PLAIN;
import static groklab.engine.f32.FloatTwins.SIZES;
import static groklab.engine.f32.FloatTwins.normals;
import static groklab.engine.f32.FloatTwins.rows;
import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
import groklab.engine.f64.loss.LossBlock;
import groklab.engine.graph.Attention;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.kernel.ClassLossForm;
import groklab.engine.kernel.Decay;
import groklab.engine.kernel.DescentSettings;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.random.Counter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The plain kernels against formulas written naively in double precision; the tolerance is a
/// number of rounding errors that grows with the length of the sums.
class FloatOracleTest {
  private static final double UNIT = Math.ulp((float) 1.0);

  private static void near(String what, double actual, double expected, double tolerance) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s instead of %s", what, actual, expected)
        .isLessThanOrEqualTo(tolerance);
  }

  private static double sum(int n, java.util.function.IntToDoubleFunction term) {
    return IntStream.range(0, n).mapToDouble(term).sum();
  }

  @Test
  void sumsOfRowsColumnsAndGroups() {
    for (int n : SIZES) {
      float[] x = normals(n, 3 * n, 1);
      float[] y = new float[3 * n];
      PLAIN.rows().rowSums(rows(y, 0, 3, 1), rows(x, 0, 3, n));
      for (int r = 0; r < 3; r++) {
        int row = r * n;
        near("row sum", y[r], sum(n, i -> x[row + i]), UNIT * n);
      }
      PLAIN.rows().columnSums(rows(y, 0, 1, n), rows(x, 0, 3, n));
      for (int c = 0; c < n; c++) {
        near("column sum", y[c], (double) x[c] + x[n + c] + x[2 * n + c], 8 * UNIT);
      }
      PLAIN.rows().groupSums(rows(y, 0, 1, 3 * n), rows(x, 0, 1, 3 * n), n);
      near("group sum", y[3 * n - 1], sum(n, i -> x[2 * n + i]), UNIT * n);
    }
  }

  @Test
  void softmaxOfTheAllowedEntriesAndItsGradient() {
    for (int n : SIZES) {
      float[] x = normals(n, 2 * n, 3);
      float[] g = normals(n + 1, 2 * n, 1);
      float[] y = new float[2 * n];
      float[] dx = new float[2 * n];
      int open = (n + 1) / 2;
      PLAIN
          .softmax()
          .forward(rows(y, 0, 2, n).from(1), rows(x, 0, 2, n), n, new int[] {7, n, open});
      PLAIN.softmax().backward(rows(dx, 0, 2, n), rows(y, 0, 2, n), rows(g, 0, 2, n), n);
      for (int r = 0; r < 2; r++) {
        int row = r * n;
        int used = r == 0 ? n : open;
        double total = sum(used, i -> Math.exp(x[row + i]));
        double mean = sum(used, i -> Math.exp(x[row + i]) / total * g[row + i]);
        for (int i = 0; i < n; i++) {
          double p = i < used ? Math.exp(x[row + i]) / total : 0;
          near("softmax", y[row + i], p, 20 * UNIT * p * (4 + n));
          near("softmax gradient", dx[row + i], p * (g[row + i] - mean), 40 * UNIT * (4 + n));
        }
      }
    }
  }

  @Test
  void crossEntropyAndItsGradient() {
    for (int n : SIZES) {
      float[] x = normals(n, n, 3);
      float[] loss = new float[1];
      float[] dx = new float[n];
      int[] target = {n / 2};
      double total = sum(n, i -> Math.exp(x[i]));
      for (LossPrecision precision : LossPrecision.values()) {
        double unit =
            switch (precision) {
              case FLOAT16 -> 0x1p-10;
              case BFLOAT16 -> 0x1p-7;
              case FLOAT32 -> 0x1p-23;
              case FLOAT64 -> 0x1p-52;
            };
        PLAIN
            .loss()
            .backward(
                rows(loss, 0, 1, 1),
                rows(dx, 0, 1, n),
                rows(x, 0, 1, n),
                rows(new float[] {2}, 0, 1, 1),
                new LossBlock(n).with(target, ClassLossForm.softmax(precision)));
        double tolerance = (unit + UNIT) * (20 + n);
        near("loss " + precision, loss[0], Math.log(total) - x[n / 2], tolerance);
        for (int i = 0; i < n; i++) {
          double p = Math.exp(x[i]) / total;
          near("slope " + precision, dx[i], 2 * (i == n / 2 ? p - 1 : p), 2 * tolerance);
        }
      }
    }
  }

  @Test
  void normalisationWithAndWithoutCentre() {
    for (int n : SIZES) {
      for (boolean center : new boolean[] {true, false}) {
        float[] x = normals(n, n, 2);
        float[] g = normals(n + 1, n, 1);
        float[] y = new float[n];
        float[] dx = new float[n];
        double eps = (float) 1e-2;
        PLAIN.normalization().forward(rows(y, 0, 1, n), rows(x, 0, 1, n), (float) 1e-2, center);
        PLAIN
            .normalization()
            .backward(rows(dx, 0, 1, n), rows(x, 0, 1, n), rows(g, 0, 1, n), (float) 1e-2, center);
        double mean = center ? sum(n, i -> x[i]) / n : 0;
        double scale = 1 / Math.sqrt(sum(n, i -> (x[i] - mean) * (x[i] - mean)) / n + eps);
        double gMean = center ? sum(n, i -> g[i]) / n : 0;
        double slope = sum(n, i -> g[i] * (x[i] - mean) * scale) / n;
        for (int i = 0; i < n; i++) {
          double normal = (x[i] - mean) * scale;
          near("normalised", y[i], normal, 20 * UNIT * (10 + n));
          double expected = scale * (g[i] - gMean - normal * slope);
          near("gradient", dx[i], expected, 200 * UNIT * (10 + n));
        }
      }
    }
  }

  @Test
  void attentionScoresAndMixtures() {
    int e = 2;
    int q = 2;
    int t = 3;
    int h = 2;
    int d = 5;
    Attention shape = new Attention(e, q, t, h, d);
    float[] a = normals(1, e * t * h * d, 1);
    float[] b = normals(2, e * t * h * d, 1);
    float[] s = new float[e * q * h * t];
    float[] z = new float[e * q * h * d];
    float[] zt = new float[e * t * h * d];
    PLAIN
        .attention()
        .scores(
            rows(s, 0, e * q, h * t), rows(a, 0, e * q, h * d), rows(b, 0, e * t, h * d), shape);
    PLAIN
        .attention()
        .mix(rows(z, 0, e * q, h * d), rows(s, 0, e * q, h * t), rows(b, 0, e * t, h * d), shape);
    PLAIN
        .attention()
        .mixTransposed(
            rows(zt, 0, e * t, h * d), rows(s, 0, e * q, h * t), rows(a, 0, e * q, h * d), shape);
    for (int index = 0; index < e * t * h * d; index++) {
      int column = index % (h * d);
      int head = column / d;
      int position = index / (h * d) % t;
      int example = index / (h * d * t);
      near(
          "transposed mixture",
          zt[index],
          sum(
              q,
              i ->
                  (double) s[((example * q + i) * h + head) * t + position]
                      * a[(example * q + i) * h * d + column]),
          100 * UNIT);
    }
    for (int index = 0; index < e * q * h * d; index++) {
      int column = index % (h * d);
      int row = index / (h * d);
      int head = column / d;
      near(
          "mixture",
          z[index],
          sum(t, j -> (double) s[(row * h + head) * t + j] * b[(row / q * t + j) * h * d + column]),
          100 * UNIT);
    }
    for (int index = 0; index < s.length; index++) {
      int row = index / (h * t);
      int head = index / t % h;
      int key = row / q * t + index % t;
      near(
          "score",
          s[index],
          sum(d, j -> (double) a[(row * h + head) * d + j] * b[(key * h + head) * d + j]),
          20 * UNIT);
    }
  }

  @Test
  void summedHeadsShareTheirQueriesAndAddUpTheirResults() {
    var apart = new Attention(2, 2, 3, 4, 5);
    var summed = new Attention(2, 2, 3, 4, 5, true);
    float[] weights = normals(1, 2 * 2 * 4 * 3, 1);
    float[] values = normals(2, 2 * 3 * 4 * 5, 1);
    float[] queries = normals(3, 2 * 2 * 5, 1);
    float[] repeated = new float[2 * 2 * 4 * 5];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = queries[i / 20 * 5 + i % 5];
    }
    float[] mixed = new float[2 * 2 * 4 * 5];
    float[] added = new float[2 * 2 * 5];
    PLAIN
        .attention()
        .mix(rows(mixed, 0, 4, 20), rows(weights, 0, 4, 12), rows(values, 0, 6, 20), apart);
    PLAIN
        .attention()
        .mix(rows(added, 0, 4, 5), rows(weights, 0, 4, 12), rows(values, 0, 6, 20), summed);
    for (int i = 0; i < added.length; i++) {
      int at = i / 5 * 20 + i % 5;
      near("mixture", added[i], sum(4, h -> (double) mixed[at + h * 5]), 100 * UNIT);
    }
    float[] scores = new float[2 * 2 * 4 * 3];
    float[] sameScores = new float[scores.length];
    PLAIN
        .attention()
        .scores(rows(scores, 0, 4, 12), rows(repeated, 0, 4, 20), rows(values, 0, 6, 20), apart);
    PLAIN
        .attention()
        .scores(rows(sameScores, 0, 4, 12), rows(queries, 0, 4, 5), rows(values, 0, 6, 20), summed);
    assertThat(sameScores).isEqualTo(scores);
    float[] transposed = new float[values.length];
    float[] sameTransposed = new float[values.length];
    PLAIN
        .attention()
        .mixTransposed(
            rows(transposed, 0, 6, 20), rows(weights, 0, 4, 12), rows(repeated, 0, 4, 20), apart);
    PLAIN
        .attention()
        .mixTransposed(
            rows(sameTransposed, 0, 6, 20),
            rows(weights, 0, 4, 12),
            rows(queries, 0, 4, 5),
            summed);
    assertThat(sameTransposed).isEqualTo(transposed);
  }

  @Test
  void aScatterOfATransposedMixtureNeedsNotMakeIt() {
    var shape = new Attention(3, 2, 3, 2, 5);
    float[] weights = normals(1, 3 * 2 * 2 * 3, 1);
    float[] x = normals(2, 3 * 2 * 2 * 5, 1);
    int[] starts = {0, 4, 4, 9};
    int[] order = {0, 3, 5, 8, 1, 2, 4, 6, 7};
    float[] transposed = new float[3 * 3 * 10];
    PLAIN
        .attention()
        .mixTransposed(
            rows(transposed, 0, 9, 10), rows(weights, 0, 6, 6), rows(x, 0, 6, 10), shape);
    float[] table = new float[3 * 10];
    float[] direct = new float[3 * 10];
    PLAIN.rows().scatterAdd(rows(table, 0, 3, 10), rows(transposed, 0, 9, 10), starts, order);
    PLAIN
        .attention()
        .scatter(
            rows(direct, 0, 3, 2),
            rows(weights, 0, 6, 6),
            rows(x, 0, 6, 10),
            starts,
            order,
            0,
            shape);
    PLAIN
        .attention()
        .scatter(
            rows(direct, 0, 3, 3),
            rows(weights, 0, 6, 6),
            rows(x, 0, 6, 10),
            starts,
            order,
            2,
            shape);
    for (int i = 0; i < table.length; i++) {
      near("sum", direct[i], table[i], 100 * UNIT);
    }
  }

  @Test
  void gathersScattersAndOneHotRows() {
    float[] x = normals(1, 12, 1);
    float[] y = new float[6];
    PLAIN.rows().gather(rows(y, 0, 2, 3).from(1), rows(x, 0, 4, 3), new int[] {9, 3, 1});
    assertThat(y).containsExactly(x[9], x[10], x[11], x[3], x[4], x[5]);
    float[] table = {9, 9, 9, 9, 9, 9};
    PLAIN
        .rows()
        .scatterAdd(rows(table, 0, 2, 3), rows(x, 0, 4, 3), new int[] {0, 2, 2}, new int[] {3, 1});
    assertThat(table).containsExactly(x[9] + x[3], x[10] + x[4], x[11] + x[5], 0, 0, 0);
    PLAIN.rows().oneHot(rows(y, 0, 2, 3), new int[] {2, 0});
    assertThat(y).containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void dropoutKeepsTheElementsWhoseRandomNumberIsBelowTheProbability() {
    int n = 20_000;
    float[] x = normals(1, n, 1);
    float[] y = new float[n];
    PLAIN.rows().dropout(rows(y, 0, n, 1).from(100), rows(x, 0, n, 1), 5, 0.8);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      boolean keep = Counter.uniform(5, 100 + i) < 0.8;
      near("dropout", y[i], keep ? x[i] / 0.8 : 0, 2 * UNIT * Math.abs(x[i]));
      kept += keep ? 1 : 0;
    }
    assertThat(kept).isBetween(15_700, 16_300); // five standard deviations
  }

  @Test
  void adamFollowsItsFormula() {
    float[] w = {1, -2};
    float[] m = {(float) 0.5, (float) 0.25};
    float[] v = {(float) 0.125, 4};
    float[] g = {(float) 0.75, -3};
    float[] anchor = {(float) 0.5, (float) 0.5};
    FloatAdam u = new FloatAdam(w, g);
    u.set(new AdamSettings(new Decay(0.25, 0.25, true), 0.5, 0.75, 0.25), 0.5, 0);
    assertThat(u.decoupledDecay).isEqualTo((float) 0.125); // 0.5·0.25
    assertThat(u.stepSize).isEqualTo(1); // 0.5/(1 − 0.5)
    assertThat(u.inverseRootCorrection2).isEqualTo(2); // 1/√(1 − 0.75)
    u.firstMoment = m;
    u.secondMoment = v;
    u.anchor = anchor;
    u.anchorScale = 1;
    PLAIN.updates().adam(u, 0, 2);
    for (int i = 0; i < 2; i++) {
      double away = i == 0 ? 0.5 : -2.5;
      double slope = (i == 0 ? 0.75 : -3) + 0.25 * away;
      double moment = 0.5 * (i == 0 ? 0.5 : 0.25) + 0.5 * slope;
      double square = 0.75 * (i == 0 ? 0.125 : 4) + 0.25 * slope * slope;
      double start = i == 0 ? 1 : -2;
      near("m", m[i], moment, 4 * UNIT);
      near("v", v[i], square, 16 * UNIT);
      double expected = start - 0.125 * away - moment / (Math.sqrt(square) * 2 + 0.25);
      near("w", w[i], expected, 16 * UNIT);
    }
  }

  @Test
  void gradientDescentFollowsItsFormula() {
    float[] w = {2};
    float[] u = {(float) 0.5};
    float[] g = {1};
    FloatDescent d = new FloatDescent(w, g);
    d.set(new DescentSettings(new Decay(0.25, 4, false), 0.5), 0.125);
    d.velocity = u;
    PLAIN.updates().descent(d, 0, 1);
    assertThat(u[0]).isEqualTo((float) 1.75); // 0.5·0.5 + 1 + 0.25·2
    assertThat(w[0]).isEqualTo((float) 0.78125); // 2 − 0.125·4·2 − 0.125·1.75
    d.set(new DescentSettings(new Decay(0, 0, false), 0), 0.5);
    d.velocity = new float[0];
    PLAIN.updates().descent(d, 0, 1);
    assertThat(w[0]).isEqualTo((float) 0.28125);
  }
}
