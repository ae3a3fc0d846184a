package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Problem;
import groklab.lab.spec.SpecReader;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static Problem problem(String operation, int noisyLabels) {
    var spec =
        new SpecReader()
            .parse(
                "[task]\noperation = \"%s\"\nmodulus = 59\nnoisyLabels = %d"
                    .formatted(operation, noisyLabels));
    return spec.task().problem(0);
  }

  private static double lookUp(Problem problem) {
    return problem.lookUp(ExampleSet.VALIDATION);
  }

  @Test
  void ofACommutativeTableEveryMirrorImageSeenCanBeLookedUp() {
    var problem = problem("add", 0);
    var pairs = Tables.pairs(problem);
    int validation = pairs.swappedSeen().length + pairs.swappedUnseen().length;
    assertThat(lookUp(problem)).isEqualTo(pairs.swappedSeen().length / (double) validation);
    assertThat(lookUp(problem)).isBetween(0.25, 0.35);
  }

  @Test
  void ofSubtractionNothingCanBeLookedUpBecauseOnlyTheDiagonalIsSymmetric() {
    assertThat(lookUp(problem("subtract", 0))).isZero();
  }

  /// Looking up a label that is noise answers rightly one time in 59.
  @Test
  void whatIsNoiseCannotBeLookedUp() {
    int train = problem("add", 0).trainRows().length;
    double all = lookUp(problem("add", 0));
    assertThat(lookUp(problem("add", train / 2))).isBetween(0.4 * all, 0.6 * all);
    assertThat(lookUp(problem("add", train))).isLessThan(0.02);
  }
}
