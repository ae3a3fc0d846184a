package groklab.lab.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.SpecException;

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
    public Linear {
      checkSteps(steps);
      checkEnd(end);
    }

    @Override
    public double at(long step, double peak) {
      double done = Math.min(1, step / (double) steps);
      return peak + (end - peak) * done;
    }
  }

  /// Half a cosine to `end` in `steps` steps.
  record Cosine(long steps, double end) implements Schedule {
    public Cosine {
      checkSteps(steps);
      checkEnd(end);
    }

    @Override
    public double at(long step, double peak) {
      return halfCosine(Math.min(1, step / (double) steps), peak, end);
    }
  }

  /// Half a cosine to `end` every `steps` steps, and back to the beginning at once
  /// (arXiv 1608.03983, with equal periods).
  record Restarts(long steps, double end) implements Schedule {
    public Restarts {
      checkSteps(steps);
      checkEnd(end);
    }

    @Override
    public double at(long step, double peak) {
      return halfCosine(step % steps / (double) steps, peak, end);
    }
  }

  /// Times `factor` every `steps` steps, at once.
  record Step(long steps, double factor) implements Schedule {
    public Step {
      checkSteps(steps);
      checkFactor(factor);
    }

    @Override
    public double at(long step, double peak) {
      long times = step / steps;
      return peak * StrictMath.pow(factor, (double) times);
    }
  }

  /// Times `factor` in `steps` steps, and so on, a little in each.
  record Exponential(long steps, double factor) implements Schedule {
    public Exponential {
      checkSteps(steps);
      checkFactor(factor);
    }

    @Override
    public double at(long step, double peak) {
      return peak * StrictMath.pow(factor, step / (double) steps);
    }
  }

  private static double halfCosine(double done, double peak, double end) {
    return end + (peak - end) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
  }

  private static void checkSteps(long steps) {
    if (steps == 0) {
      throw new SpecException(
          "optimizer.scheduleSteps is missing or 0; expected a whole number of at least 1, which"
              + " optimizer.schedule needs; write e.g. optimizer.scheduleSteps = 10000");
    }
    Check.between(1, steps, Long.MAX_VALUE, "optimizer.scheduleSteps", "10000");
  }

  private static void checkEnd(double end) {
    Check.notNegative(end, "optimizer.finalLearningRate", "1e-4");
  }

  private static void checkFactor(double factor) {
    Check.positive(factor, "optimizer.scheduleFactor", "0.1");
  }
}
