package groklab.study.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Settings of knobs, one after another: Halton's sequence (1960), which fills their ranges evenly
/// however early it ends, and is the same every time.
final class Candidates {
  private static final int[] BASES = {2, 3, 5, 7, 11, 13};

  private final List<Knob> knobs;

  /// @param knobs at most six
  Candidates(List<Knob> knobs) {
    if (knobs.size() > BASES.length) {
      throw new groklab.lab.kind.SpecException(
          "%d knobs are turned; expected at most %d".formatted(knobs.size(), BASES.length));
    }
    this.knobs = List.copyOf(knobs);
  }

  /// @param number from 1
  SequencedMap<String, String> get(int number) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < knobs.size(); i++) {
      Knob knob = knobs.get(i);
      settings.put(knob.key(), knob.at(radicalInverse(number, BASES[i])));
    }
    return settings;
  }

  /// The digits of a number, mirrored at the point.
  static double radicalInverse(int number, int base) {
    double inverse = 0;
    double place = 1.0 / base;
    for (int rest = number; rest > 0; rest /= base) {
      inverse += rest % base * place;
      place /= base;
    }
    return inverse;
  }
}
