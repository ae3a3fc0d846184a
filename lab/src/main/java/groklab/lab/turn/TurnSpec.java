package groklab.lab.turn;

import groklab.lab.kind.Check;
import groklab.lab.kind.Section;
import groklab.lab.kind.Section.Condition;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.TomlForm;
import groklab.lab.probe.Probe;
import groklab.lab.update.ParameterPattern;
import java.util.List;

/// A change while the run goes on, `[[turn]]`: once, at a moment.
public record TurnSpec(Trigger trigger, Action action) {
  /// Sections whose keys a turn may set: what a step is made of.
  private static final List<String> TURNED = List.of("optimizer.", "training.", "task.");

  private static final String UNSTATED = "";

  /// Stands for a text that a turn needs and does not state: a codec is asked for its keys with
  /// nothing stated, so what is missing can be said only when the turn is to be used.
  private static final String MISSING = "optimizer.missing";

  /// The same for a value, which is kept as TOML.
  private static final String MISSING_VALUE = "\"missing\"";

  private static final long MISSING_STEP = Long.MAX_VALUE;
  private static final double MISSING_NUMBER = Double.MAX_VALUE;

  public TurnSpec {
    switch (trigger) {
      case Trigger.AtStep(long step) -> Check.between(1, step, Long.MAX_VALUE, "turn.at", "20000");
      case Trigger.Reached _ -> {
        // any set that has a threshold
      }
      case Trigger.Crosses(String measure, var side, double level) -> {
        Check.that(
            !measure.isBlank(), "turn.measure", measure, "the name of a measure", "\"weights.l2\"");
        Check.that(Double.isFinite(level), "turn.level", level, "a finite number", "30.0");
      }
    }
    switch (action) {
      case Action.Set(String path, String to) ->
          Check.that(
              TURNED.stream().anyMatch(path::startsWith),
              "turn.set",
              path,
              "a key of [optimizer], [training] or [task]",
              "\"optimizer.weightDecay\"");
      case Action.Reset _ -> {
        // the pattern is compared with the network later
      }
      case Action.Scale(var parameters, double factor) ->
          Check.positive(factor, "turn.factor", "0.5");
      case Action.Norm(var parameters, double norm) -> Check.positive(norm, "turn.norm", "30.0");
      case Action.Transplant(var parameters, String run) ->
          Check.that(
              !run.isBlank(),
              "turn.run",
              run,
              "the path of a run directory",
              "\"runs/small-seed0\"");
    }
  }

  /// `on = "step"` and so on.
  private enum On {
    STEP,
    MEMORISED,
    GENERALISED,
    MEASURE
  }

  /// `action = "set"` and so on.
  private enum Doing {
    SET,
    RESET,
    SCALE,
    NORM,
    TRANSPLANT
  }

  /// The keys of a turn.
  public static TurnSpec read(Section<TurnSpec> s) {
    return new TurnSpec(trigger(s), action(s));
  }

  private static Trigger trigger(Section<TurnSpec> s) {
    On on = s.choice("on", On.STEP, turn -> on(turn.trigger()));
    long at =
        s.fieldIf(
            only(on == On.STEP, "on", on),
            "at",
            TomlForm.LONG.withExample(20_000L),
            MISSING_STEP,
            turn -> at(turn.trigger()));
    var measured = only(on == On.MEASURE, "on", on);
    String measure =
        s.fieldIf(
            measured,
            "measure",
            TomlForm.TEXT,
            UNSTATED,
            turn -> crosses(turn.trigger()).measure());
    var side =
        s.fieldIf(
            measured,
            "side",
            TomlForm.choice(Trigger.Side.class),
            Trigger.Side.ABOVE,
            turn -> crosses(turn.trigger()).side());
    double level =
        s.fieldIf(
            measured,
            "level",
            TomlForm.DOUBLE.withExample(30.0),
            MISSING_NUMBER,
            turn -> crosses(turn.trigger()).level());
    return switch (on) {
      case STEP -> new Trigger.AtStep(at);
      case MEMORISED -> new Trigger.Reached(Probe.TRAIN);
      case GENERALISED -> new Trigger.Reached(Probe.VALIDATION);
      case MEASURE -> new Trigger.Crosses(stated(measure), side, level);
    };
  }

  private static Action action(Section<TurnSpec> s) {
    Doing doing = s.choice("action", Doing.SET, turn -> doing(turn.action()));
    var sets = only(doing == Doing.SET, "action", doing);
    String path =
        s.fieldIf(sets, "set", TomlForm.TEXT, UNSTATED, turn -> set(turn.action()).path());
    String to = s.fieldIf(sets, "to", TomlForm.ANY, UNSTATED, turn -> set(turn.action()).to());
    List<String> names =
        s.fieldIf(
            only(doing != Doing.SET, "action", doing),
            "parameters",
            TomlForm.TEXTS,
            ParameterPattern.ALL.names(),
            turn -> pattern(turn.action()).names());
    double factor = number(s, doing, Doing.SCALE, "factor", 0.5);
    double norm = number(s, doing, Doing.NORM, "norm", 30.0);
    String run =
        s.fieldIf(
            only(doing == Doing.TRANSPLANT, "action", doing),
            "run",
            TomlForm.TEXT,
            UNSTATED,
            turn -> ((Action.Transplant) turn.action()).run());
    var pattern = new ParameterPattern(names);
    return switch (doing) {
      case SET -> new Action.Set(stated(path), to.isEmpty() ? MISSING_VALUE : to);
      case RESET -> new Action.Reset(pattern);
      case SCALE -> new Action.Scale(pattern, factor);
      case NORM -> new Action.Norm(pattern, norm);
      case TRANSPLANT -> new Action.Transplant(pattern, stated(run));
    };
  }

  private static String stated(String text) {
    return text.isEmpty() ? MISSING : text;
  }

  /// Refuses a turn that leaves out what it needs.
  ///
  /// @param name of the turn in a sentence
  /// @throws SpecException as one sentence
  void requireComplete(String name) {
    if (trigger instanceof Trigger.Crosses(String measure, var _, double level)) {
      requireStated(measure, name, "measure", "\"weights.l2\"");
      if (level == MISSING_NUMBER) {
        throw missing(name, "level", "30.0");
      }
    }
    if (trigger instanceof Trigger.AtStep(long step) && step == MISSING_STEP) {
      throw missing(name, "at", "20000, or on = \"memorised\"");
    }
    if (action instanceof Action.Scale(var _, double factor) && factor == MISSING_NUMBER) {
      throw missing(name, "factor", "0.5");
    }
    if (action instanceof Action.Norm(var _, double norm) && norm == MISSING_NUMBER) {
      throw missing(name, "norm", "30.0");
    }
    if (action instanceof Action.Set(String path, String to)) {
      requireStated(path, name, "set", "\"optimizer.weightDecay\"");
      if (to.equals(MISSING_VALUE)) {
        throw missing(name, "to", "1.0");
      }
    }
    if (action instanceof Action.Transplant(var _, String run)) {
      requireStated(run, name, "run", "\"runs/small-seed0\"");
    }
  }

  private static void requireStated(String text, String name, String key, String example) {
    if (text.equals(MISSING)) {
      throw missing(name, key, example);
    }
  }

  private static SpecException missing(String name, String key, String example) {
    return new SpecException(
        "%s.%s is missing; write e.g. %s = %s".formatted(name, key, key, example));
  }

  private static double number(
      Section<TurnSpec> s, Doing doing, Doing counts, String key, double example) {
    return s.fieldIf(
        only(doing == counts, "action", doing),
        key,
        TomlForm.DOUBLE.withExample(example),
        MISSING_NUMBER,
        turn -> number(turn.action()));
  }

  private static Condition only(boolean counts, String key, Enum<?> stated) {
    return new Condition(
        counts, "turn.%s is %s".formatted(key, groklab.lab.kind.Toml.text(stated)));
  }

  private static On on(Trigger trigger) {
    return switch (trigger) {
      case Trigger.AtStep _ -> On.STEP;
      case Trigger.Reached(String set) -> set.equals(Probe.TRAIN) ? On.MEMORISED : On.GENERALISED;
      case Trigger.Crosses _ -> On.MEASURE;
    };
  }

  private static Doing doing(Action action) {
    return switch (action) {
      case Action.Set _ -> Doing.SET;
      case Action.Reset _ -> Doing.RESET;
      case Action.Scale _ -> Doing.SCALE;
      case Action.Norm _ -> Doing.NORM;
      case Action.Transplant _ -> Doing.TRANSPLANT;
    };
  }

  private static long at(Trigger trigger) {
    return ((Trigger.AtStep) trigger).step();
  }

  private static Trigger.Crosses crosses(Trigger trigger) {
    return (Trigger.Crosses) trigger;
  }

  private static Action.Set set(Action action) {
    return (Action.Set) action;
  }

  private static double number(Action action) {
    return switch (action) {
      case Action.Scale(var parameters, double factor) -> factor;
      case Action.Norm(var parameters, double norm) -> norm;
      case Action.Set _, Action.Reset _, Action.Transplant _ ->
          throw new IllegalStateException(action + " has no number");
    };
  }

  private static ParameterPattern pattern(Action action) {
    return switch (action) {
      case Action.Reset(var parameters) -> parameters;
      case Action.Scale(var parameters, double factor) -> parameters;
      case Action.Norm(var parameters, double norm) -> parameters;
      case Action.Transplant(var parameters, String run) -> parameters;
      case Action.Set _ -> throw new IllegalStateException("a key is no parameter");
    };
  }
}
