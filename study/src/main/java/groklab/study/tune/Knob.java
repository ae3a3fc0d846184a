package groklab.study.tune;

import groklab.lab.kind.SpecException;
import groklab.lab.kind.Toml;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key of a spec that is turned, and how far: evenly on a logarithm, in three digits.
///
/// @param key whose value is a number above 0
/// @param from above 0
/// @param to above it
/// @param whole whether its values are whole numbers
public record Knob(String key, double from, double to, boolean whole) {
  private static final String DECAY = "optimizer.weightDecay";
  private static final String RATE = "optimizer.learningRate";
  private static final List<String> TURNED = List.of("model.", "optimizer.", "training.");
  private static final double DECAY_AROUND = 16;
  private static final double RATE_AROUND = 8;

  /// Where a decay of 0 says nothing about its size.
  private static final double LEAST_DECAY = 0.01;

  private static final double MOST_DECAY = 10;
  private static final Pattern WRITTEN =
      Pattern.compile("(?<key>[^=]+)=(?<from>[^.=]+(?:\\.\\d+)?(?:e-?\\d+)?)\\.\\.(?<to>[^=]+)");

  public Knob {
    if (!(from > 0 && to > from && Double.isFinite(to))) {
      throw new SpecException(
          "%s goes from %s to %s; expected a number above 0 and a larger one; write e.g. %s=0.1..10"
              .formatted(key, from, to, key));
    }
  }

  /// Reads `optimizer.weightDecay=0.1..10`.
  ///
  /// @throws SpecException if it is none, or not both of its ends can be set
  public static Knob parse(String text, RunSpec base) {
    Matcher matcher = WRITTEN.matcher(text);
    try {
      if (matcher.matches()) {
        double from = Double.parseDouble(matcher.group("from"));
        double to = Double.parseDouble(matcher.group("to"));
        return of(matcher.group("key"), from, to, base);
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new SpecException(
        "%s is no knob; expected a key and its range; write e.g. optimizer.weightDecay=0.1..10"
            .formatted(text));
  }

  private static Knob of(String key, double from, double to, RunSpec base) {
    if (TURNED.stream().noneMatch(key::startsWith)) {
      throw new SpecException(
          ("%s says what is learnt or recorded, not how; expected a key of [model], [optimizer] or"
                  + " [training]")
              .formatted(key));
    }
    String now = SpecReader.valuesOf(base, List.of(key)).get(key);
    boolean whole = now != null && now.matches("-?[0-9]+");
    if (whole && (from != Math.rint(from) || to != Math.rint(to))) {
      throw new SpecException(
          "%s is a whole number, and its range is %s to %s; write e.g. %s=32..512"
              .formatted(key, from, to, key));
    }
    var knob = new Knob(key, from, to, whole);
    new SpecReader().override(base, List.of(key + "=" + knob.at(0)));
    new SpecReader().override(base, List.of(key + "=" + knob.at(1)));
    return knob;
  }

  /// Weight decay and learning rate around what they are, as far as the spec has them.
  ///
  /// @throws SpecException if it has neither
  public static List<Knob> usual(RunSpec base) {
    var now = SpecReader.valuesOf(base, List.of(DECAY, RATE));
    List<Knob> knobs = new ArrayList<>();
    if (now.containsKey(DECAY)) {
      double decay = Double.parseDouble(now.get(DECAY));
      knobs.add(
          decay > 0
              ? of(DECAY, decay / DECAY_AROUND, decay * DECAY_AROUND, base)
              : of(DECAY, LEAST_DECAY, MOST_DECAY, base));
    }
    if (now.containsKey(RATE)) {
      double rate = Double.parseDouble(now.get(RATE));
      knobs.add(of(RATE, rate / RATE_AROUND, rate * RATE_AROUND, base));
    }
    if (knobs.isEmpty()) {
      throw new SpecException(
          "This spec has neither %s nor %s; say what to turn; write e.g. --key model.width=32..512"
              .formatted(DECAY, RATE));
    }
    return knobs;
  }

  /// The lower end of its range as TOML.
  public String least() {
    return at(0);
  }

  /// The upper end.
  public String most() {
    return at(1);
  }

  /// @param share of the way, from 0 to 1
  /// @return the value there as TOML
  String at(double share) {
    double value = from * StrictMath.pow(to / from, share);
    return whole
        ? Long.toString(Math.round(value))
        : Toml.text(new BigDecimal(value).round(new MathContext(3)).doubleValue());
  }
}
