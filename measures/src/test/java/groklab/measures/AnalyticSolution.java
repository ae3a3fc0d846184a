package groklab.measures;

import groklab.lab.measure.Subject;

/// Modular addition solved with one frequency: neurons (cos(w a + φ) + cos(w b + ψ))² with φ and ψ
/// in fifths of a turn, read out by cos(w c + φ + ψ). Everything but cos w(a+b−c) cancels (after
/// arXiv 2301.02679).
public final class AnalyticSolution {
  public static final int P = 11;
  public static final int K = 3;
  private static final int PHASES = 5;
  public static final int NEURONS = PHASES * PHASES;

  public static final String TOML =
      """
      [task]
      modulus = 11
      tokens = "pair"
      trainFraction = 0.6
      [model]
      kind = "mlp"
      width = 25
      bias = false
      activation = "square"
      [training]
      precision = "float64"
      """;

  private AnalyticSolution() {}

  /// Writes it into a network of [#TOML]: the logits are in · in · out · 12.5 · cos w(a+b−c).
  public static void write(Subject.Model subject, double in, double out) {
    Take.edit(
        subject,
        "layers.0.W",
        w -> {
          for (int x = 0; x < P; x++) {
            for (int i = 0; i < NEURONS; i++) {
              w[x * NEURONS + i] = in * cos(x, i / PHASES);
              w[(P + x) * NEURONS + i] = in * cos(x, i % PHASES);
            }
          }
          return w;
        });
    Take.edit(
        subject,
        "output.W",
        w -> {
          for (int c = 0; c < P; c++) {
            for (int i = 0; i < NEURONS; i++) {
              w[i * P + c] = out * cos(c, i / PHASES + i % PHASES);
            }
          }
          return w;
        });
  }

  private static double cos(int x, int phase) {
    return Math.cos(2 * Math.PI * (K * x / (double) P + phase / (double) PHASES));
  }
}
