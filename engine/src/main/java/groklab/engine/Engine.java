package groklab.engine;

import groklab.engine.exec.Session;
import groklab.engine.f32.FloatKernels;
import groklab.engine.f32.exec.FloatSession;
import groklab.engine.f64.DoubleKernels;
import groklab.engine.f64.exec.DoubleSession;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;

/// The front door of the engine: opens a [Session] in a number type.
public final class Engine {
  private Engine() {}

  /// @param seed of the random streams inside plans (dropout)
  /// @param workers threads to use, the caller included
  public static Session open(ParameterLayout layout, Precision precision, long seed, int workers) {
    return switch (precision) {
      case FLOAT32 -> new FloatSession(layout, FloatKernels.preferred(), seed, workers);
      case FLOAT64 -> new DoubleSession(layout, DoubleKernels.preferred(), seed, workers);
    };
  }
}
