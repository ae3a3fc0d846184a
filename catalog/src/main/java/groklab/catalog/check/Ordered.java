package groklab.catalog.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// The medians of a reading grow from experiment to experiment. Two that did not come within their
/// budgets leave it open, and so does one that may have come before its neighbour's, had its runs
/// gone on as long.
public record Ordered(List<String> experiments, Reading reading) implements Check {
  public Ordered {
    experiments = List.copyOf(experiments);
  }

  @Override
  public List<String> needs() {
    return experiments;
  }

  @Override
  public String expected() {
    return "%s: %s".formatted(reading.name(), String.join(" < ", experiments));
  }

  @Override
  public Finding judge(Evidence evidence) {
    List<Double> medians = new ArrayList<>();
    for (String each : experiments) {
      String missing = evidence.missing(each, Math.max(1, evidence.size(each)));
      if (!missing.isEmpty()) {
        return new Finding(Judgement.NOT_DECIDED, "%s: %s".formatted(each, missing));
      }
      medians.add(Evidence.median(evidence.values(each, reading)));
    }
    String seen = medians.stream().map(Numbers::of).collect(Collectors.joining(" < "));
    boolean open = medians.stream().anyMatch(value -> value.isNaN());
    boolean grows = true;
    for (int i = 1; i < medians.size(); i++) {
      open |= medians.get(i).isInfinite() && !(medians.get(i - 1) < went(evidence, i));
      grows &= medians.get(i - 1) < medians.get(i);
    }
    if (open) {
      return new Finding(Judgement.NOT_DECIDED, seen);
    }
    return grows
        ? new Finding(Judgement.REPRODUCED, seen)
        : new Finding(Judgement.NOT_REPRODUCED, seen.replace(" < ", ", "));
  }

  /// How far all runs of an experiment went, which did not come to what is read.
  private double went(Evidence evidence, int experiment) {
    return reading.axis() == Reading.Axis.STEP
        ? Collections.min(evidence.values(experiments.get(experiment), Reading.STEPS))
        : Double.POSITIVE_INFINITY;
  }
}
