package groklab.monitor.watch;

import groklab.monitor.diagnosis.Condition;
import groklab.monitor.diagnosis.Diagnosis;
import groklab.monitor.log.StepUnit;
import java.util.Locale;
import java.util.Optional;

/// Something that is new since the last look.
public sealed interface Change {
  /// Step of the log at which it could be seen.
  long step();

  /// The validation set or the series that it is about.
  String about();

  /// A clause for people.
  String words(StepUnit unit);

  /// A validation set is in another condition than before.
  ///
  /// @param before empty = this is the first look at the set
  /// @param diagnosis what is seen of it now
  record Turned(String about, long step, Optional<Condition> before, Diagnosis diagnosis)
      implements Change {
    /// The condition that it is in now.
    public Condition now() {
      return diagnosis.condition();
    }

    @Override
    public String words(StepUnit unit) {
      String start = before.map(each -> "was " + each.label() + ", now ").orElse("");
      return "%s%s: %s (%s)"
          .formatted(start, now().label(), now().words(), diagnosis.inShort(unit));
    }
  }

  /// A series of an evaluation left the level at which it had stood: a sudden capability, or its
  /// loss where nobody knows which way is better.
  record Leapt(Leap leap) implements Change {
    @Override
    public String about() {
      return leap.series();
    }

    @Override
    public long step() {
      return leap.seen();
    }

    @Override
    public String words(StepUnit unit) {
      return String.format(
          Locale.ROOT,
          "leapt from %.4g, where it had stood, to %.4g, beginning at %s %,d",
          leap.from(),
          leap.to(),
          unit.one(),
          leap.start());
    }
  }
}
