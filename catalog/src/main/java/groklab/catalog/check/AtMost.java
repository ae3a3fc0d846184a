package groklab.catalog.check;

import java.util.Collections;
import java.util.List;

/// The median of a reading of one experiment is at most a multiple of that of a reading of another.
///
/// A step that did not come in most runs of the other one is later than the last step of the
/// shortest of them: what exceeds that multiple of it is left open.
///
/// @param factor of the other one
public record AtMost(
    String experiment, Reading reading, double factor, String other, Reading otherReading)
    implements Check {
  @Override
  public List<String> needs() {
    return List.of(experiment, other);
  }

  @Override
  public String expected() {
    return "%s of %s <= %s x %s of %s"
        .formatted(reading.name(), experiment, Numbers.of(factor), otherReading.name(), other);
  }

  @Override
  public Finding judge(Evidence evidence) {
    List<Double> left = evidence.values(experiment, reading);
    List<Double> right = evidence.values(other, otherReading);
    for (String each : needs()) {
      String missing = evidence.missing(each, Math.max(1, evidence.size(each)));
      if (!missing.isEmpty()) {
        return new Finding(Judgement.NOT_DECIDED, "%s: %s".formatted(each, missing));
      }
    }
    double a = Evidence.median(left);
    double b = Evidence.median(right);
    String seen =
        "median %s (%s) against %s (%s)"
            .formatted(Numbers.of(a), Numbers.of(left), Numbers.of(b), Numbers.of(right));
    if (Double.isNaN(a) || Double.isNaN(b) || (Double.isInfinite(a) && Double.isInfinite(b))) {
      return new Finding(Judgement.NOT_DECIDED, seen);
    }
    if (Double.isInfinite(b) && otherReading.axis() == Reading.Axis.STEP) {
      double went = Collections.min(evidence.values(other, Reading.STEPS));
      return new Finding(
          a <= factor * went ? Judgement.REPRODUCED : Judgement.NOT_DECIDED,
          "%s, within %s steps".formatted(seen, Numbers.of(went)));
    }
    return new Finding(a <= factor * b ? Judgement.REPRODUCED : Judgement.NOT_REPRODUCED, seen);
  }
}
