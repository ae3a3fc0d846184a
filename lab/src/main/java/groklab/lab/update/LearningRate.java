package groklab.lab.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.TomlForm;
import java.util.function.Function;

/// The learning rate of each update.
///
/// @param peak after warm-up, before the schedule
/// @param warmupSteps the rate is multiplied by min(step/warmupSteps, 1), step counted from 0
///     (first update: 0)
public record LearningRate(double peak, int warmupSteps, Schedule schedule) {

  public LearningRate {
    Check.positive(peak, "optimizer.learningRate", "1e-3");
    Check.between(0, warmupSteps, Integer.MAX_VALUE, "optimizer.warmupSteps", "10");
  }

  private enum Shape {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /// The keys of a learning rate in an optimiser's section.
  ///
  /// @param of the component of the optimiser's spec
  public static <S> LearningRate read(Section<S> s, Function<S, LearningRate> of) {
    double peak = s.number("learningRate", 1e-3, v -> of.apply(v).peak());
    int warmup = s.whole("warmupSteps", 10, v -> of.apply(v).warmupSteps());
    var shape = s.choice("schedule", Shape.CONSTANT, v -> shape(of.apply(v).schedule()));
    var varies =
        new Section.Condition(shape != Shape.CONSTANT, "optimizer.schedule is \"constant\"");
    long steps =
        s.fieldIf(varies, "scheduleSteps", TomlForm.LONG, 0L, v -> steps(of.apply(v).schedule()));
    double end =
        s.fieldIf(
            varies, "finalLearningRate", TomlForm.DOUBLE, 0.0, v -> end(of.apply(v).schedule()));
    return new LearningRate(peak, warmup, schedule(shape, steps, end));
  }

  private static Schedule schedule(Shape shape, long steps, double end) {
    if (shape != Shape.CONSTANT) {
      Check.between(1, steps, Long.MAX_VALUE, "optimizer.scheduleSteps", "10000");
      Check.notNegative(end, "optimizer.finalLearningRate", "1e-4");
    }
    return switch (shape) {
      case CONSTANT -> new Schedule.Constant();
      case LINEAR -> new Schedule.Linear(steps, end);
      case COSINE -> new Schedule.Cosine(steps, end);
    };
  }

  private static Shape shape(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> Shape.CONSTANT;
      case Schedule.Linear _ -> Shape.LINEAR;
      case Schedule.Cosine _ -> Shape.COSINE;
    };
  }

  private static long steps(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> 0;
      case Schedule.Linear(long steps, double _) -> steps;
      case Schedule.Cosine(long steps, double _) -> steps;
    };
  }

  private static double end(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> 0;
      case Schedule.Linear(long _, double end) -> end;
      case Schedule.Cosine(long _, double end) -> end;
    };
  }

  /// Of update number `step`, counted from 0.
  public double at(long step) {
    double warm = warmupSteps == 0 ? 1 : Math.min(1, step / (double) warmupSteps);
    return warm * schedule.at(step, peak);
  }
}
