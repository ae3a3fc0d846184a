package groklab.lab.task;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.spec.SpecReader;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static Pairs pairs(String operation) {
    var spec =
        new SpecReader().parse("[task]\noperation = \"%s\"\nmodulus = 59".formatted(operation));
    return Tasks.build(spec.task(), 0).pairs().orElseThrow();
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
