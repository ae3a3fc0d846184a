package groklab.lab.update;

/// How the learning rate goes on after warm-up.
public sealed interface Schedule {

  /// The rate at a step.
  ///
  /// @param peak the rate without schedule
  double at(long step, double peak);

  record Constant() implements Schedule {
    @Override
    public double at(long step, double peak) {
      return peak;
    }
  }

  /// Straight to `end` in `steps` steps.
  record Linear(long steps, double end) implements Schedule {
    @Override
    public double at(long step, double peak) {
      return peak + (end - peak) * done(step, steps);
    }
  }

  /// Half a cosine to `end` in `steps` steps.
  record Cosine(long steps, double end) implements Schedule {
    @Override
    public double at(long step, double peak) {
      double done = done(step, steps);
      return end + (peak - end) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
  }

  private static double done(long step, long steps) {
    return Math.min(1, step / (double) steps);
  }
}
