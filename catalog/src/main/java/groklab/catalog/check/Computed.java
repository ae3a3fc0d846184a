package groklab.catalog.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Numbers that follow from mathematics or data alone, without a run.
///
/// @param what is computed, in words
/// @param numbers each with what is expected of it
public record Computed(String what, List<Part> numbers) implements Check {
  /// @param label of the number, e.g. the size it belongs to
  /// @param low of the band in which it is expected; both ends belong to it
  public record Part(String label, DoubleSupplier value, double low, double high) {
    /// One that must be hit.
    public static Part exactly(String label, double expected, DoubleSupplier value) {
      return new Part(label, value, expected, expected);
    }
  }

  public Computed {
    numbers = List.copyOf(numbers);
  }

  @Override
  public List<String> needs() {
    return List.of();
  }

  @Override
  public String expected() {
    List<String> parts = new ArrayList<>();
    for (Part each : numbers) {
      String band =
          each.low() == each.high()
              ? Numbers.of(each.low())
              : "%s to %s".formatted(Numbers.of(each.low()), Numbers.of(each.high()));
      parts.add("%s: %s".formatted(each.label(), band));
    }
    return "%s, %s".formatted(what, String.join("; ", parts));
  }

  @Override
  public Finding judge(Evidence evidence) {
    List<String> seen = new ArrayList<>();
    boolean holds = true;
    for (Part each : numbers) {
      double value = each.value().getAsDouble();
      holds &= each.low() <= value && value <= each.high();
      seen.add("%s: %s".formatted(each.label(), Numbers.of(value)));
    }
    return new Finding(
        holds ? Judgement.REPRODUCED : Judgement.NOT_REPRODUCED, String.join("; ", seen));
  }
}
