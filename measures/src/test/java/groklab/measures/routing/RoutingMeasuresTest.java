package groklab.measures.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Subject;
import groklab.lab.probe.Probe;
import groklab.measures.Subjects;
import groklab.measures.Take;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingMeasuresTest {
  private static Matrix row(double... values) {
    return new Matrix(1, values.length, values);
  }

  @Test
  void aPathwayIsTheShortestListOfExpertsAboveTheThreshold() {
    var shares = List.of(row(0.1, 0.3, 0.05, 0.55), row(0.25, 0.25, 0.25, 0.25));
    Pathway path = Pathway.of(shares, 0);
    assertThat(path.text()).isEqualTo("3,1-0,1,2");
    assertThat(path.tokens()).containsExactly(3, 1, -1, 0, 1, 2);
    assertThat(path.length()).isEqualTo(2.5);
  }

  @Test
  void exactlyTheThresholdIsNotAboveIt() {
    assertThat(Pathway.of(List.of(row(0.7, 0.3)), 0).text()).isEqualTo("0,1");
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "'3,1-0,7', '3-0,7', 2", "'', abc, 3", "same, same, 0"})
  void distancesAreLevenshteins(String a, String b, int distance) {
    int[] left = a.chars().toArray();
    int[] right = b.chars().toArray();
    assertThat(Pathway.distance(left, right)).isEqualTo(distance);
    assertThat(Pathway.distance(right, left)).isEqualTo(distance);
  }

  @Test
  void aNumberOfTwoDigitsIsTwoCharactersAndOneToken() {
    var a = new Pathway(List.of(new int[] {12}, new int[] {3}));
    var b = new Pathway(List.of(new int[] {45}, new int[] {3}));
    var mean = RoutingMeasures.Distances.of(List.of(a, b), RandomStream.of(0, "pairs"));
    assertThat(mean).isEqualTo(new RoutingMeasures.Distances(2, 2 / 4.0, 1, 1 / 3.0));
  }

  /// 40 alike and 40 of another kind: a pair differs with probability 40/79.
  @Test
  void pairsOfALargeSetAreDrawnEvenly() {
    var a = new Pathway(List.of(new int[] {1}));
    var b = new Pathway(List.of(new int[] {2}));
    Pathway[] paths = new Pathway[80];
    Arrays.setAll(paths, i -> i % 2 == 0 ? a : b);
    var mean = RoutingMeasures.Distances.of(List.of(paths), RandomStream.of(3, "pairs"));
    assertThat(mean.characters()).isCloseTo(40 / 79.0, within(0.09)); // three standard errors
  }

  @Test
  void inconsistencyIsThatOfTheFormula() {
    // places (1, 0), (1, 1), (0, 1) and (0, 1): cosines 1/√2, 1/√2 and 1
    Matrix axes = new Matrix(2, 2, new double[] {1, 0, 0, 1});
    var shares = List.of(row(1, 0), row(0.5, 0.5), row(0, 1), row(0, 1));
    var found = Consistency.mean(shares, List.of(axes, axes, axes, axes));
    double half = Math.sqrt(0.5);
    assertThat(found.cosine()).isCloseTo((2 * half + 1) / 3, within(1e-12));
    assertThat(found.inconsistency()).isCloseTo(1 - (2 * half + 1) / 3, within(1e-7));
  }

  @Test
  void loadIsCounted() {
    var shares = new Matrix(2, 4, new double[] {0.25, 0.25, 0.25, 0.25, 1, 0, 0, 0});
    var chosen = new Matrix(2, 4, new double[] {1, 1, 0, 0, 1, 0, 1, 0});
    assertThat(RoutingMeasures.Load.of(shares, chosen))
        .isEqualTo(new RoutingMeasures.Load(0.5, 0.5, 0.75));
  }

  @Test
  void aNetworkOfExpertsIsMeasuredInEachDomain() {
    Subject.Model subject = Subjects.of(Subjects.EXPERTS, 1);
    try (var session = subject.session()) {
      Probe probe = Take.probe(subject, "pathDistance", "pathConsistency", "expertLoad");
      assertThat(probe.valueOrNaN("train.add.pathDistance.characters")).isPositive();
      assertThat(probe.valueOrNaN("validation.random.pathDistance.experts")).isBetween(1.0, 4.0);
      double erratic = probe.valueOrNaN("train.pathConsistency.inconsistency");
      assertThat(probe.valueOrNaN("train.pathConsistency.consistency")).isEqualTo(1 - erratic);
      assertThat(probe.valueOrNaN("train.expertLoad.entropy")).isBetween(0.5, 1.0);
      assertThat(session).isNotNull();
    }
  }

  @Test
  void withoutExpertsNothingApplies() {
    Subject.Model subject = Subjects.of(Subjects.TRANSFORMER, 1);
    try (var session = subject.session()) {
      for (var measure : RoutingMeasures.ALL) {
        assertThat(measure.obstacle(subject)).contains("the network has no experts to choose from");
      }
      assertThat(session).isNotNull();
    }
  }
}
