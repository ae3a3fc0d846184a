package groklab.lab.criterion;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How much later a run generalised than it memorised.
///
/// @param steps T_grok − T_mem, negative if validation came first; empty if one of the two is
///     censored
/// @param ratio T_grok / T_mem; empty if one of the two is censored or T_mem is 0
public record Delay(OptionalLong steps, OptionalDouble ratio) {

  public static Delay between(OptionalLong memorised, OptionalLong generalised) {
    if (memorised.isEmpty() || generalised.isEmpty()) {
      return new Delay(OptionalLong.empty(), OptionalDouble.empty());
    }
    long from = memorised.getAsLong();
    long to = generalised.getAsLong();
    return new Delay(
        OptionalLong.of(to - from),
        from == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) to / from));
  }
}
