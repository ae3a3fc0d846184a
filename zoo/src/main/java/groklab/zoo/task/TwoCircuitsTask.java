package groklab.zoo.task;

import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;

/// The data of arXiv 2309.02390's reduced system: an example is what two circuits answer to it, the
/// general one and the memory. In training both are right, on unseen data the memory is wrong.
///
/// @param classes number of answers; each is one training and one unseen example
public record TwoCircuitsTask(int classes) implements TaskSpec {

  public static final Kind<TwoCircuitsTask> KIND =
      Kind.of(
          "two-circuits",
          TwoCircuitsTask.class,
          s -> new TwoCircuitsTask(s.whole("classes", 113, TwoCircuitsTask::classes)));

  public TwoCircuitsTask {
    Check.between(2, classes, 10_000, "task.classes", "113");
  }

  @Override
  public Kind<TwoCircuitsTask> kind() {
    return KIND;
  }

  @Override
  public Problem problem(long runSeed) {
    int[] answers = new int[4 * classes];
    int[] right = new int[2 * classes];
    int[] train = new int[classes];
    int[] unseen = new int[classes];
    for (int c = 0; c < classes; c++) {
      train[c] = c;
      unseen[c] = classes + c;
      right[c] = c;
      right[classes + c] = c;
      answers[2 * c] = c;
      answers[2 * c + 1] = c;
      answers[2 * (classes + c)] = c;
      answers[2 * (classes + c) + 1] = (c + 1) % classes;
    }
    return Problem.of(
        new Inputs.Tokens(classes, 2, answers),
        new Targets.Classes(new int[] {1}, classes, right),
        train,
        unseen);
  }
}
