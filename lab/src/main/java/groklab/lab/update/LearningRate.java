package groklab.lab.update;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.TomlForm;
import java.util.Locale;
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
    COSINE,
    RESTARTS,
    STEP,
    EXPONENTIAL
  }

  /// The keys of a learning rate in an optimiser's section.
  ///
  /// @param of the component of the optimiser's spec
  public static <S> LearningRate read(Section<S> s, Function<S, LearningRate> of) {
    double peak = s.number("learningRate", 1e-3, v -> of.apply(v).peak());
    int warmup = s.whole("warmupSteps", 10, v -> of.apply(v).warmupSteps());
    var shape = s.choice("schedule", Shape.CONSTANT, v -> shape(of.apply(v).schedule()));
    long steps =
        s.fieldIf(
            counts(shape, shape != Shape.CONSTANT),
            "scheduleSteps",
            TomlForm.LONG,
            0L,
            v -> numbers(of.apply(v).schedule()).steps());
    boolean byFactor = shape == Shape.STEP || shape == Shape.EXPONENTIAL;
    double end =
        s.fieldIf(
            counts(shape, shape != Shape.CONSTANT && !byFactor),
            "finalLearningRate",
            TomlForm.DOUBLE,
            0.0,
            v -> numbers(of.apply(v).schedule()).number());
    double factor =
        s.fieldIf(
            counts(shape, byFactor),
            "scheduleFactor",
            TomlForm.DOUBLE,
            0.1,
            v -> numbers(of.apply(v).schedule()).number());
    return new LearningRate(peak, warmup, schedule(shape, steps, byFactor ? factor : end));
  }

  private static Section.Condition counts(Shape shape, boolean counts) {
    return new Section.Condition(
        counts, "optimizer.schedule is \"" + shape.name().toLowerCase(Locale.ROOT) + "\"");
  }

  private static Schedule schedule(Shape shape, long steps, double number) {
    return switch (shape) {
      case CONSTANT -> new Schedule.Constant();
      case LINEAR -> new Schedule.Linear(steps, number);
      case COSINE -> new Schedule.Cosine(steps, number);
      case RESTARTS -> new Schedule.Restarts(steps, number);
      case STEP -> new Schedule.Step(steps, number);
      case EXPONENTIAL -> new Schedule.Exponential(steps, number);
    };
  }

  private static Shape shape(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> Shape.CONSTANT;
      case Schedule.Linear _ -> Shape.LINEAR;
      case Schedule.Cosine _ -> Shape.COSINE;
      case Schedule.Restarts _ -> Shape.RESTARTS;
      case Schedule.Step _ -> Shape.STEP;
      case Schedule.Exponential _ -> Shape.EXPONENTIAL;
    };
  }

  /// What a schedule is made of.
  ///
  /// @param number the last rate, or the factor
  private record Numbers(long steps, double number) {}

  private static Numbers numbers(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Constant _ -> new Numbers(0, 0);
      case Schedule.Linear(long steps, double end) -> new Numbers(steps, end);
      case Schedule.Cosine(long steps, double end) -> new Numbers(steps, end);
      case Schedule.Restarts(long steps, double end) -> new Numbers(steps, end);
      case Schedule.Step(long steps, double factor) -> new Numbers(steps, factor);
      case Schedule.Exponential(long steps, double factor) -> new Numbers(steps, factor);
    };
  }

  /// Of update number `step`, counted from 0.
  public double at(long step) {
    double warm = warmupSteps == 0 ? 1 : Math.min(1, step / (double) warmupSteps);
    return warm * schedule.at(step, peak);
  }
}
