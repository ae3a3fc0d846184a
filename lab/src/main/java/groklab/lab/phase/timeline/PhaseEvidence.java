package groklab.lab.phase.timeline;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.probe.Probe;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The evidence of phases in sentences.
final class PhaseEvidence {
  private final RunCriterion told;
  private final RunCriterion used;
  private final Criterion criterion;
  private final PhaseThresholds thresholds;

  PhaseEvidence(RunCriterion told, RunCriterion used, PhaseThresholds thresholds) {
    this.told = told;
    this.used = used;
    this.criterion = used.criterion();
    this.thresholds = thresholds;
  }

  /// What the run had shown up to a reading.
  ///
  /// @param level the score that validation must leave
  /// @param fitSince the first reading with a fit training set
  record Before(double level, OptionalLong fitSince) {}

  /// @param raised whether the plateau lies above what guessing and look-up give
  Evidence evidence(Phase seen, Reading r, Before before, boolean raised) {
    var sentence = new StringBuilder();
    add(sentence, "train ", r.train());
    add(sentence, "validation ", r.validation());
    sentence.append(": ").append(because(seen, r, before, raised));
    return gaps(Evidence.of(sentence.toString(), r.values()), seen, r, raised);
  }

  private void add(StringBuilder sentence, String set, OptionalDouble score) {
    score.ifPresent(known ->
        sentence
            .append(sentence.isEmpty() ? "" : ", ")
            .append(set)
            .append(criterion.words(criterion.valueAt(known))));
  }

  private String because(Phase seen, Reading r, Before before, boolean raised) {
    return switch (seen) {
      case UNDETERMINED -> "nothing has been learned that shows on unseen data";
      case CONFUSION ->
          "the training set is " + (isFitNoLonger(r, before) ? "no longer" : "not") + " fit";
      case MEMORISATION ->
          r.validation().isPresent()
              ? "the training set is being fit ahead of the validation set"
              : "the training set is being fit";
      case PLATEAU -> "the training set is fit, validation " + standing(r, raised);
      case COMPREHENSION -> withoutPlateau(r, before);
      case TRANSITION ->
          r.validation().orElse(Double.NaN) < before.level
              ? belowItsLevel(r)
              : "validation has left its level " + number(before.level);
      case GENERALISED -> "validation has reached " + number(thresholds.validation());
      case COLLAPSED -> "validation is lost although the training set is unchanged and still fit";
      case UN_GROKKED -> "validation is lost after a change of the training set";
      case LOST -> "what had been learned is lost, the training set is no longer fit either";
    };
  }

  /// Where a training set is fit no longer, validation may lie below its level and above guessing.
  private String belowItsLevel(Reading r) {
    return r.validation().orElse(Double.NaN) < thresholds.guess()
        ? "validation has fallen below guessing, " + number(thresholds.guess())
        : "validation shows more than guessing, %s, and the training set is fit no longer"
            .formatted(number(thresholds.guess()));
  }

  private String standing(Reading r, boolean raised) {
    if (raised) {
      return "stands still above what guessing gives";
    }
    if (criterion.isLearnedBelowGuessing()
        && r.validation().orElse(Double.NaN) <= thresholds.guess() - thresholds.clear()) {
      return "lies below guessing, " + number(thresholds.guess());
    }
    double lookUp = thresholds.lookUp().orElse(Double.NEGATIVE_INFINITY);
    return thresholds.lookUp().isPresent() && lookUp >= thresholds.guess()
        ? "shows no more than looking up f(b,a), " + number(lookUp)
        : thresholds.lookUp().isPresent()
            ? "shows no more than guessing, " + number(thresholds.guess())
            : "has not moved";
  }

  private static boolean isFitNoLonger(Reading r, Before before) {
    return before.fitSince.isPresent() && before.fitSince.getAsLong() < r.step();
  }

  /// Of one reading it cannot be said how the two got there, only where they stand.
  private String withoutPlateau(Reading r, Before before) {
    double validation = r.validation().orElse(Double.NaN);
    String free = thresholds.lookUp().isEmpty() ? "guessing gives" : "guessing and look-up give";
    String level =
        validation >= thresholds.free()
            ? "validation shows more than %s, %s".formatted(free, number(thresholds.free()))
            : "validation shows more than guessing gives, " + number(thresholds.guess());
    return before.fitSince.isPresent()
        ? "%s, and was not seen to stay there since step %,d, when the training set was fit"
            .formatted(level, before.fitSince.getAsLong())
        : level + ", and the training set is not fit yet: no plateau between";
  }

  private String number(double score) {
    return criterion.number(criterion.valueAt(score));
  }

  private Evidence gaps(Evidence evidence, Phase seen, Reading r, boolean raised) {
    var all = evidence;
    if (r.validation().isEmpty() && seen == Phase.MEMORISATION) {
      all =
          all.without(
              "without a validation set it could not be told whether unseen examples are right as"
                  + " well: memorisation and comprehension look the same");
    }
    if (r.train().isEmpty()) {
      all =
          all.without(
              "without measures of the training set it could not be told whether that is fit");
    }
    if (raised && told.baseline(Probe.VALIDATION).lookUp().isEmpty()) {
      all =
          all.without(
              "it was not said how much of the validation set can be looked up, so that level may"
                  + " be mirrored examples or something learned");
    }
    if (seen == Phase.CONFUSION) {
      String set = r.validation().isEmpty() ? Probe.TRAIN : Probe.VALIDATION;
      var assumption = criterion.assumption(told.baseline(set), used.baseline(set));
      all = assumption.map(all::without).orElse(all);
    }
    for (String caveat : criterion.caveats()) {
      all = all.without(caveat);
    }
    return all;
  }
}
