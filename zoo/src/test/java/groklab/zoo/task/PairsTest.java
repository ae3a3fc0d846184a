package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.problem.Pairs;
import groklab.lab.spec.SpecReader;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static Pairs pairs(String operation) {
    var spec =
        new SpecReader().parse("[task]\noperation = \"%s\"\nmodulus = 59".formatted(operation));
    return Tables.pairs(spec.task().problem(0));
  }

  @Test
  void ofACommutativeTableEveryMirrorImageSeenCanBeLookedUp() {
    var pairs = pairs("add");
    int validation = pairs.swappedSeen().length + pairs.swappedUnseen().length;
    assertThat(pairs.lookUpShare()).isEqualTo(pairs.swappedSeen().length / (double) validation);
    assertThat(pairs.lookUpShare()).isBetween(0.25, 0.35);
  }

  @Test
  void ofSubtractionNothingCanBeLookedUpBecauseOnlyTheDiagonalIsSymmetric() {
    assertThat(pairs("subtract").lookUpShare()).isZero();
  }
}
