package groklab.measures.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.linear.Matrix;
import groklab.measures.fourier.Samples;
import groklab.measures.group.FiniteGroup.Composition;
import groklab.zoo.task.Permutations;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricIrrepsTest {

  @ParameterizedTest
  @EnumSource(Composition.class)
  void theMatricesMultiplyAsTheElementsDo(Composition composition) {
    for (int degree = 2; degree <= 5; degree++) {
      FiniteGroup group = FiniteGroupTest.s(degree, composition);
      for (Representation rho : SymmetricIrreps.of(Permutations.inOrder(degree), composition)) {
        int step = degree == 5 ? 7 : 1;
        for (int a = 0; a < group.order(); a += step) {
          for (int b = 0; b < group.order(); b++) {
            Samples.assertClose(at(rho, a).times(at(rho, b)), at(rho, group.times(a, b)), 1e-13);
          }
        }
      }
    }
  }

  @Test
  void theMatricesAreOrthogonal() {
    for (Representation rho : irreps(5)) {
      for (int a = 0; a < 120; a++) {
        Matrix gram = at(rho, a).times(at(rho, a).transposed());
        for (int i = 0; i < gram.rows(); i++) {
          for (int j = 0; j < gram.cols(); j++) {
            assertThat(gram.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void theCharactersAreOrthonormal(int degree) {
    List<Representation> irreps = irreps(degree);
    int n = Permutations.count(degree);
    for (int i = 0; i < irreps.size(); i++) {
      for (int j = 0; j < irreps.size(); j++) {
        double[] a = irreps.get(i).character();
        double[] b = irreps.get(j).character();
        double dot = 0;
        for (int g = 0; g < n; g++) {
          dot += a[g] * b[g] / n;
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  /// The dimensions of S_5 are 1, 4, 5, 6, 5, 4, 1; their squares add up to 120. (core.md: the
  /// 6-dimensional one is never learned.)
  @Test
  void thePartitionsOfFiveHaveTheKnownDimensions() {
    List<Representation> irreps = irreps(5);
    assertThat(irreps.stream().map(Representation::name))
        .containsExactly("(5)", "(4,1)", "(3,2)", "(3,1,1)", "(2,2,1)", "(2,1,1,1)", "(1,1,1,1,1)");
    assertThat(irreps.stream().map(Representation::dimension)).containsExactly(1, 4, 5, 6, 5, 4, 1);
    assertThat(irreps(6).stream().mapToInt(r -> r.dimension() * r.dimension()).sum())
        .isEqualTo(720);
  }

  @Test
  void theStandardCharacterIsTheFixedPointsMinusOneAndTheLastIsTheSign() {
    int[][] permutations = Permutations.inOrder(5);
    double[] standard = irreps(5).get(1).character();
    double[] sign = irreps(5).get(6).character();
    double[] both = irreps(5).get(5).character();
    for (int a = 0; a < 120; a++) {
      int[] p = permutations[a];
      int fixed = 0;
      int inversions = 0;
      for (int i = 0; i < 5; i++) {
        fixed += p[i] == i ? 1 : 0;
        for (int j = i + 1; j < 5; j++) {
          inversions += p[i] > p[j] ? 1 : 0;
        }
      }
      assertThat(standard[a]).isCloseTo(fixed - 1, within(1e-13));
      assertThat(sign[a]).isCloseTo(inversions % 2 == 0 ? 1 : -1, within(1e-13));
      assertThat(both[a]).isCloseTo(standard[a] * sign[a], within(1e-12));
    }
  }

  /// Schur: √(d/n)·ρ_ij are orthonormal, so together they span all functions on the group.
  @Test
  void theMatrixElementsAreOrthogonalAndSpanEverything() {
    int columns = 0;
    Matrix table = Samples.normal(24, 3, 1);
    Matrix rebuilt = Samples.sum(table, table, -1);
    for (Representation rho : irreps(4)) {
      Matrix q = rho.orthonormalFunctions();
      columns += q.cols();
      assertThat(q.cols()).isEqualTo(rho.dimension() * rho.dimension());
      double scale = Math.sqrt(rho.dimension() / 24.0);
      for (int i = 0; i < q.values().length; i++) {
        assertThat(q.values()[i]).isCloseTo(scale * rho.matrices().values()[i], within(1e-13));
      }
      rebuilt = Samples.sum(rebuilt, RepresentationLosses.projected(table, rho), 1);
    }
    assertThat(columns).isEqualTo(24);
    Samples.assertClose(rebuilt, table, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void theRotationsOfACyclicGroupSpanTwoFunctionsEach(int order) {
    List<Representation> irreps = CyclicIrreps.of(order);
    FiniteGroup group = FiniteGroupTest.cyclic(order);
    int columns = 0;
    for (Representation rho : irreps) {
      columns += rho.orthonormalFunctions().cols();
      for (int a = 0; a < order; a++) {
        for (int b = 0; b < order; b++) {
          Samples.assertClose(at(rho, a).times(at(rho, b)), at(rho, group.times(a, b)), 1e-14);
        }
      }
    }
    assertThat(columns).isEqualTo(order);
    assertThat(irreps).hasSize(order / 2 + 1);
  }

  @Test
  void aListThatIsNotAllOfSnIsRefused() {
    int[][] some = Arrays.copyOf(Permutations.inOrder(4), 12);
    assertThatThrownBy(() -> SymmetricIrreps.of(some, Composition.LEFT_FIRST))
        .hasMessageContaining("expected all 24");
    assertThatThrownBy(() ->
            SymmetricIrreps.of(new int[] {3, 1}, Permutations.inOrder(3), Composition.LEFT_FIRST))
        .hasMessageContaining("partition of 4");
  }

  /// ρ(a).
  private static Matrix at(Representation rho, int element) {
    return new Matrix(rho.dimension(), rho.dimension(), rho.matrices().row(element));
  }

  static List<Representation> irreps(int degree) {
    return SymmetricIrreps.of(Permutations.inOrder(degree), Composition.LEFT_FIRST);
  }
}
