package groklab.catalog.check;

import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import groklab.study.store.Row;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// One number of a run that has ended. Infinity = it did not come within the run; NaN = the run has
/// not measured it.
///
/// @param name in words, for tables
/// @param axis of the curve of `measure` on which the number lies, for figures
/// @param measure whose curve it is read from, or empty for the criterion of the run
public record Reading(
    String name, Axis axis, String measure, ToDoubleFunction<Row.End.Finished> number) {
  /// Where a number lies in a figure of the curve that it is read from.
  public enum Axis {
    STEP,
    VALUE,
    NEITHER
  }

  /// Steps taken.
  public static final Reading STEPS = new Reading("steps", run -> run.summary().training().steps());

  /// T_mem.
  public static final Reading MEMORISED =
      new Reading("T_mem", Axis.STEP, "", run -> time(run.summary().outcome().memorised().first()));

  /// T_grok.
  public static final Reading GENERALISED =
      new Reading(
          "T_grok", Axis.STEP, "", run -> time(run.summary().outcome().generalised().first()));

  /// T_grok / T_mem.
  public static final Reading DELAY =
      new Reading(
          "T_grok / T_mem",
          run -> run.summary().outcome().delayRatio().orElse(Double.POSITIVE_INFINITY));

  /// One that lies on no axis.
  public Reading(String name, ToDoubleFunction<Row.End.Finished> number) {
    this(name, Axis.NEITHER, "", number);
  }

  private static double time(OptionalLong step) {
    return step.isPresent() ? step.getAsLong() : Double.POSITIVE_INFINITY;
  }

  double of(Row.End.Finished run) {
    return number.applyAsDouble(run);
  }

  /// By how much it exceeds another number of the same run.
  public Reading minus(Reading other) {
    return new Reading(
        "%s - %s".formatted(name, other.name()), run -> this.of(run) - other.of(run));
  }

  /// The first probe at which a measure is at most a value.
  public static Reading firstAtMost(String measure, double value) {
    return new Reading(
        "first step with %s <= %s".formatted(measure, Numbers.of(value)),
        Axis.STEP,
        measure,
        run -> first(run, probe -> probe.valueOrNaN(measure) <= value));
  }

  /// The first probe at which a measure is at least a value.
  public static Reading firstAtLeast(String measure, double value) {
    return new Reading(
        "first step with %s >= %s".formatted(measure, Numbers.of(value)),
        Axis.STEP,
        measure,
        run -> first(run, probe -> probe.valueOrNaN(measure) >= value));
  }

  private static double first(Row.End.Finished run, Predicate<Probe> holds) {
    return run.probes().stream()
        .filter(holds)
        .mapToDouble(Probe::step)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /// How often something was seen beside the phases; an episode counts once.
  public static Reading times(Sighting.Kind kind) {
    return new Reading("number of %ss".formatted(words(kind)), run -> seen(run, kind).count());
  }

  /// The step at which it was first seen.
  ///
  /// @param measure on whose curve it is seen best, for figures
  public static Reading firstSeen(Sighting.Kind kind, String measure) {
    return new Reading(
        "first " + words(kind),
        Axis.STEP,
        measure,
        run -> seen(run, kind).mapToDouble(Sighting::step).min().orElse(Double.POSITIVE_INFINITY));
  }

  private static String words(Sighting.Kind kind) {
    return kind.label().replace('-', ' ');
  }

  private static Stream<Sighting> seen(Row.End.Finished run, Sighting.Kind kind) {
    return run.summary().course().sightings().stream().filter(each -> each.kind() == kind);
  }

  /// A measure at the last probe that has it.
  public static Reading last(String measure) {
    return new Reading(
        measure + " at the end", Axis.VALUE, measure, run -> at(run, measure, Long.MAX_VALUE));
  }

  /// A measure at a step, or at the last probe before it.
  public static Reading at(String measure, long step) {
    return new Reading(
        "%s at step %,d".formatted(measure, step),
        Axis.VALUE,
        measure,
        run -> at(run, measure, step));
  }

  /// A measure when the training set was learnt.
  public static Reading whenMemorised(String measure) {
    return new Reading(
        measure + " at T_mem",
        Axis.VALUE,
        measure,
        run -> atEvent(run, measure, run.summary().outcome().memorised().first()));
  }

  /// A measure when unseen examples were answered.
  public static Reading whenGeneralised(String measure) {
    return new Reading(
        measure + " at T_grok",
        Axis.VALUE,
        measure,
        run -> atEvent(run, measure, run.summary().outcome().generalised().first()));
  }

  private static double atEvent(Row.End.Finished run, String measure, OptionalLong step) {
    return step.isPresent() ? at(run, measure, step.getAsLong()) : Double.NaN;
  }

  /// The highest value of a measure.
  public static Reading highest(String measure) {
    return new Reading(
        "highest " + measure,
        Axis.VALUE,
        measure,
        run -> values(run, measure).max().orElse(Double.NaN));
  }

  /// The lowest value of a measure.
  public static Reading lowest(String measure) {
    return new Reading(
        "lowest " + measure,
        Axis.VALUE,
        measure,
        run -> values(run, measure).min().orElse(Double.NaN));
  }

  private static DoubleStream values(Row.End.Finished run, String measure) {
    return run.probes().stream()
        .mapToDouble(probe -> probe.valueOrNaN(measure))
        .filter(value -> !Double.isNaN(value));
  }

  private static double at(Row.End.Finished run, String measure, long step) {
    List<Probe> before =
        run.probes().stream()
            .filter(probe -> probe.step() <= step && !Double.isNaN(probe.valueOrNaN(measure)))
            .toList();
    return before.isEmpty() ? Double.NaN : before.getLast().valueOrNaN(measure);
  }
}
