package groklab.lab.phase.timeline;

import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.probe.Probe;
import java.util.OptionalDouble;

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

  /// @param level the score that validation must leave
  /// @param raised whether the plateau lies above what guessing and look-up give
  Evidence evidence(Phase seen, Reading r, double level, boolean raised) {
    var sentence = new StringBuilder();
    add(sentence, "train ", r.train());
    add(sentence, "validation ", r.validation());
    sentence.append(": ").append(because(seen, r, level, raised));
    return gaps(Evidence.of(sentence.toString(), r.values()), seen, r, raised);
  }

  private void add(StringBuilder sentence, String set, OptionalDouble score) {
    score.ifPresent(known ->
        sentence
            .append(sentence.isEmpty() ? "" : ", ")
            .append(set)
            .append(criterion.words(criterion.valueAt(known))));
  }

  private String because(Phase seen, Reading r, double level, boolean raised) {
    return switch (seen) {
      case UNDETERMINED -> "nothing has been learned that shows on unseen data";
      case CONFUSION -> "the training set is not fit";
      case MEMORISATION ->
          r.validation().isPresent()
              ? "the training set is being fit ahead of the validation set"
              : "the training set is being fit";
      case PLATEAU ->
          raised || thresholds.lookUp().isEmpty()
              ? "the training set is fit, validation has not moved"
              : "the training set is fit, validation shows no more than looking up f(b,a), "
                  + number(thresholds.lookUp().getAsDouble());
      case COMPREHENSION ->
          "train and validation " + criterion.noun() + together() + ", without a plateau between";
      case TRANSITION ->
          r.validation().orElse(Double.NaN) < level
              ? "validation has fallen below guessing, " + number(thresholds.guess())
              : "validation has left its level " + number(level);
      case GENERALISED -> "validation has reached " + number(thresholds.validation());
      case COLLAPSED -> "validation is lost although the training set is unchanged and still fit";
      case UN_GROKKED -> "validation is lost after a change of the training set";
    };
  }

  private String together() {
    return switch (criterion.direction()) {
      case UP -> " rise together";
      case DOWN -> " fall together";
    };
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
