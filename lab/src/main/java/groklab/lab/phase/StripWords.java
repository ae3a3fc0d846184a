package groklab.lab.phase;

import java.util.Locale;

/// The evidence of phases in sentences.
final class StripWords {
  private final Scale scale;
  private final PhaseRule rule;
  private final KnownTask task;

  StripWords(Scale scale, PhaseRule rule, KnownTask task) {
    this.scale = scale;
    this.rule = rule;
    this.task = task;
  }

  /// @param level the score that validation must leave
  /// @param raised whether the plateau lies above what guessing and look-up give
  Evidence evidence(Phase seen, Reading r, double level, boolean raised) {
    var sentence = new StringBuilder();
    r.train().ifPresent(score -> sentence.append("train ").append(scale.words(score)));
    r.validation()
        .ifPresent(score ->
            sentence
                .append(sentence.isEmpty() ? "" : ", ")
                .append("validation ")
                .append(scale.words(score)));
    sentence.append(": ").append(because(seen, r, level, raised));
    return gaps(Evidence.of(sentence.toString(), r.values()), seen, r, raised);
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
          raised || rule.lookUp() == 0
              ? "the training set is fit, validation has not moved"
              : number(
                  "the training set is fit, validation shows no more than looking up f(b,a), %.3f",
                  rule.lookUp());
      case COMPREHENSION ->
          "train and validation " + noun() + " rise together, without a plateau between";
      case TRANSITION ->
          r.validation().orElse(Double.NaN) < level
              ? number("validation has fallen below guessing, %.3f", rule.chance())
              : "validation has left its level " + value(level);
      case GENERALISED -> "validation has reached " + value(rule.validationThreshold());
      case COLLAPSED -> "validation is lost although the training set is unchanged and still fit";
      case UN_GROKKED -> "validation is lost after a change of the training set";
    };
  }

  private String noun() {
    return switch (scale) {
      case ACCURACY -> "accuracy";
      case LOG_LOSS -> "scores";
    };
  }

  private String value(double score) {
    return switch (scale) {
      case ACCURACY -> number("%.3f", score);
      case LOG_LOSS -> scale.words(score);
    };
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
    if (raised && task.lookUp().isEmpty()) {
      all =
          all.without(
              "it was not said how much of the validation set can be looked up, so that level may"
                  + " be mirrored examples or something learned");
    }
    if (scale == Scale.ACCURACY && task.chance().isEmpty() && seen == Phase.CONFUSION) {
      all =
          all.without(
              number(
                  "the chance level was not told; %.3f, from the first probe, stands for it",
                  rule.chance()));
    }
    if (scale == Scale.LOG_LOSS) {
      all =
          all.without(
              "judged from losses on a log scale, because there are no accuracies: which loss"
                  + " counts as success is a convention, and "
                  + (task.guessLoss().isPresent() || task.chance().isPresent()
                      ? "noise in the targets can keep it out of reach"
                      : "the loss of guessing was not told, so the first probe's stands for it"));
    }
    return all;
  }

  private static String number(String sentence, double value) {
    return String.format(Locale.ROOT, sentence, value);
  }
}
