package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.fourier.Samples;
import groklab.measures.group.FiniteGroup.Composition;
import groklab.measures.group.Subgroup.Side;
import groklab.zoo.task.Permutations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CosetConcentrationTest {
  private static final int[][] PERMUTATIONS = Permutations.inOrder(5);
  private static final Subgroup STABILISER_OF_0 =
      new Subgroup(IntStream.range(0, 120).filter(g -> PERMUTATIONS[g][0] == 0).toArray());

  /// core.md, stander2023: f(q) = 1 if q(0) = 2; left cosets of the stabiliser of 0 (order 24): 0,
  /// right: 4.8505. That is for functions composed right to left; with the left factor first, left
  /// and right change places.
  @Test
  void anImageOfAPointHasThePrintedConcentrationsOfStander2023() {
    double[] f = new double[120];
    Arrays.setAll(f, g -> PERMUTATIONS[g][0] == 2 ? 1 : 0);
    FiniteGroup functions = FiniteGroupTest.s(5, Composition.RIGHT_FIRST);
    assertThat(concentration(f, functions, Side.LEFT)).isCloseTo(0, within(1e-14));
    assertThat(concentration(f, functions, Side.RIGHT)).isCloseTo(4.8505, within(5e-5));
    FiniteGroup products = FiniteGroupTest.s(5, Composition.LEFT_FIRST);
    assertThat(concentration(f, products, Side.RIGHT)).isCloseTo(0, within(1e-14));
    assertThat(concentration(f, products, Side.LEFT)).isCloseTo(4.8505, within(5e-5));
  }

  /// arXiv 2312.06581: S5 has 156 subgroups. S4 has 30, S3 6, Z12 one for each of the six divisors.
  @Test
  void allSubgroupsAreFound() {
    assertThat(Subgroup.all(FiniteGroupTest.s(3, Composition.LEFT_FIRST))).hasSize(6);
    assertThat(Subgroup.all(FiniteGroupTest.s(4, Composition.LEFT_FIRST))).hasSize(30);
    assertThat(Subgroup.all(FiniteGroupTest.cyclic(12))).hasSize(6);
    FiniteGroup group = FiniteGroupTest.s(5, Composition.LEFT_FIRST);
    List<Subgroup> all = Subgroup.all(group);
    assertThat(all).hasSize(156);
    for (Subgroup h : all) {
      assertThat(120 % h.order()).isZero();
    }
    assertThat(all.get(0).order()).isEqualTo(1);
    assertThat(all.get(155).order()).isEqualTo(120);
    assertThat(all.get(154).order()).isEqualTo(60);
  }

  @Test
  void theCosetsPartitionTheGroupAndAreMovedByTheRightSide() {
    FiniteGroup group = FiniteGroupTest.s(4, Composition.LEFT_FIRST);
    for (Subgroup h : Subgroup.all(group)) {
      for (Side side : Side.values()) {
        int[] coset = h.cosets(group, side);
        for (int g = 0; g < 24; g++) {
          for (int element : h.elements()) {
            int moved = side == Side.LEFT ? group.times(g, element) : group.times(element, g);
            assertThat(coset[moved]).isEqualTo(coset[g]);
          }
        }
        assertThat(Arrays.stream(coset).distinct().count()).isEqualTo(24 / h.order());
      }
    }
  }

  @Test
  void aTunedNeuronFindsItsSubgroupAndADeadOneNone() {
    FiniteGroup group = FiniteGroupTest.s(4, Composition.LEFT_FIRST);
    int[][] permutations = Permutations.inOrder(4);
    double[] values = new double[24 * 3];
    for (int g = 0; g < 24; g++) {
      values[g * 3] = 0.3 * permutations[g][1] * permutations[g][1];
      values[g * 3 + 1] = 0.1;
      values[g * 3 + 2] = Samples.normal(24, 1, 9).values()[g];
    }
    CosetConcentration.Best[] best =
        CosetConcentration.best(new Matrix(24, 3, values), group, Subgroup.all(group));
    assertThat(best[0].concentration()).isCloseTo(0, within(1e-14));
    for (int h : best[0].subgroup().elements()) {
      assertThat(permutations[h][1]).isEqualTo(1);
    }
    assertThat(best[0].side()).isEqualTo(Side.RIGHT);
    assertThat(best[1].concentration()).isNaN();
    assertThat(best[2].concentration()).isGreaterThan(0.01);
  }

  @Test
  void theUndefinedIsNaNAndTheWholeGroupIsOne() {
    FiniteGroup group = FiniteGroupTest.cyclic(6);
    double[] f = Samples.normal(6, 1, 10).values();
    Subgroup trivial = Subgroup.all(group).getFirst();
    assertThat(concentration(f, group, trivial, Side.LEFT)).isNaN();
    Subgroup whole = Subgroup.all(group).getLast();
    assertThat(concentration(f, group, whole, Side.LEFT)).isCloseTo(1, within(1e-14));
    assertThatThrownBy(
            () -> CosetConcentration.best(new Matrix(6, 1, f), group, List.of(trivial, whole)))
        .hasMessageContaining("2 subgroups");
  }

  private static double concentration(double[] f, FiniteGroup group, Side side) {
    return concentration(f, group, STABILISER_OF_0, side);
  }

  private static double concentration(double[] f, FiniteGroup group, Subgroup of, Side side) {
    return CosetConcentration.ofCosets(f, of.cosets(group, side), of.order());
  }
}
