package groklab.measures.ablation;

import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.measures.common.ScoredSets;
import java.util.LinkedHashMap;
import java.util.Map;

/// How well an edited network answers, beside the whole one.
///
/// Specificity of damage, with Δ the rise of the loss: (Δ_validation − Δ_train)/(|Δ_validation| +
/// |Δ_train|). −1: only training answers are lost, so what was removed served memory; 0: both
/// alike, so it served a rule; 1: only validation answers are lost. NaN where nothing is lost or
/// gained.
final class AblationEffect {
  private AblationEffect() {}

  /// @param loss mean over the scored positions of the set
  /// @param accuracy share of its examples
  record Answers(double loss, double accuracy) {
    static final Answers NOT_DEFINED = new Answers(Double.NaN, Double.NaN);
  }

  static Map<ExampleSet, Answers> answers(Subject subject, ProbeData data, Scores scores) {
    int scored = ScoredSets.scored(subject);
    Map<ExampleSet, Answers> answers = new LinkedHashMap<>();
    for (ExampleSet set : ScoredSets.of(subject)) {
      int[] rows = data.scoreRows(set);
      double loss = 0;
      for (int row : rows) {
        for (int s = 0; s < scored; s++) {
          loss += scores.loss(row + s);
        }
      }
      answers.put(
          set,
          new Answers(
              loss / ((double) rows.length * scored), ScoredSets.accuracy(scores, rows, scored)));
    }
    return answers;
  }

  /// Of the network as it is.
  static Map<ExampleSet, Answers> whole(Subject subject, ProbeData data) {
    return answers(subject, data, data.scores(ExampleSet.TRAIN));
  }

  /// Values that are not defined, in the place of those that [#put] records.
  static Map<ExampleSet, Answers> notDefined(Subject subject) {
    Map<ExampleSet, Answers> answers = new LinkedHashMap<>();
    ScoredSets.of(subject).forEach(set -> answers.put(set, Answers.NOT_DEFINED));
    return answers;
  }

  /// Records NAME.SET.loss, NAME.SET.accuracy and, where there is a validation set,
  /// NAME.specificity.
  static void put(
      Values into, String name, Map<ExampleSet, Answers> whole, Map<ExampleSet, Answers> edited) {
    edited.forEach((set, answers) -> {
      into.put(name + "." + set.label() + ".loss", answers.loss());
      into.put(name + "." + set.label() + ".accuracy", answers.accuracy());
    });
    if (whole.containsKey(ExampleSet.VALIDATION)) {
      into.put(
          name + ".specificity",
          specificity(
              rise(whole, edited, ExampleSet.TRAIN), rise(whole, edited, ExampleSet.VALIDATION)));
    }
  }

  private static double rise(
      Map<ExampleSet, Answers> whole, Map<ExampleSet, Answers> edited, ExampleSet set) {
    return edited.getOrDefault(set, Answers.NOT_DEFINED).loss()
        - whole.getOrDefault(set, Answers.NOT_DEFINED).loss();
  }

  static double specificity(double train, double validation) {
    return (validation - train) / (Math.abs(validation) + Math.abs(train));
  }
}
