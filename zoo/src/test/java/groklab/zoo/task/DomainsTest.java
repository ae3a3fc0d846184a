package groklab.zoo.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainsTest {
  private static final ExampleSet TRAIN_ADD = new ExampleSet("train.add");
  private static final ExampleSet UNSEEN_ADD = new ExampleSet("validation.add");
  private static final ExampleSet UNSEEN_RANDOM = new ExampleSet("validation.random");

  private static Problem problem(Domains.Grouping grouping) {
    return new Domains(7, List.of("add", "divide", "random"), List.of(0.6, 0.5, 0.5), grouping)
        .problem(3);
  }

  private static int[] sorted(int[]... rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).sorted().toArray();
  }

  @Test
  void everyDomainHasItsTokenAndItsRule() {
    Problem data = problem(Domains.Grouping.DOMAIN);
    var tokens = (Inputs.Tokens) data.inputs();
    var answers = (Targets.Classes) data.targets();
    assertThat(data.examples()).isEqualTo(49 + 42 + 49);
    assertThat(tokens.vocabulary()).isEqualTo(10);
    for (int e = 0; e < 49 + 42; e++) {
      int x = tokens.ids()[3 * e + 1];
      int y = tokens.ids()[3 * e + 2];
      boolean adds = tokens.ids()[3 * e] == 7;
      assertThat(adds).isEqualTo(e < 49);
      assertThat(adds ? (x + y) % 7 : x)
          .isEqualTo(adds ? answers.ids()[e] : answers.ids()[e] * y % 7);
    }
  }

  @Test
  void setsOfDomainsAreThePartsOfTheWhole() {
    Problem data = problem(Domains.Grouping.DOMAIN);
    assertThat(Arrays.stream(data.rows(TRAIN_ADD)).boxed()).hasSize(29).allMatch(row -> row < 49);
    assertThat(sorted(data.rows(TRAIN_ADD), data.rows(UNSEEN_ADD)))
        .isEqualTo(IntStream.range(0, 49).toArray());
    assertThat(data.trainRows()).hasSize(29 + 21 + 24);
    assertThat(Arrays.stream(data.validationRows()).boxed())
        .hasSize(20 + 21)
        .allMatch(row -> row < 49 + 42);
    assertThat(Arrays.stream(data.rows(UNSEEN_RANDOM)).boxed())
        .hasSize(25)
        .allMatch(row -> row >= 49 + 42);
  }

  @Test
  void shufflingChangesNothingThatIsTrainedOn() {
    Problem plain = problem(Domains.Grouping.DOMAIN);
    Problem shuffled = problem(Domains.Grouping.SHUFFLED);
    assertThat(shuffled.trainRows()).isEqualTo(plain.trainRows());
    assertThat(((Targets.Classes) shuffled.targets()).ids())
        .isEqualTo(((Targets.Classes) plain.targets()).ids());
    assertThat(Arrays.stream(shuffled.rows(TRAIN_ADD)).boxed())
        .hasSize(29)
        .anyMatch(row -> row >= 49);
    assertThat(Arrays.stream(shuffled.rows(UNSEEN_RANDOM)).boxed())
        .hasSize(25)
        .anyMatch(row -> row < 49);
    assertThat(plain.trainRows()).contains(shuffled.rows(TRAIN_ADD));
  }

  /// Random answers differ from seed to seed, and the share that is looked up is counted.
  @Test
  void whatCanBeLookedUpIsCounted() {
    Problem data = problem(Domains.Grouping.DOMAIN);
    var tokens = (Inputs.Tokens) data.inputs();
    var trained = Arrays.stream(data.rows(TRAIN_ADD)).boxed().toList();
    long mirrored =
        Arrays.stream(data.rows(UNSEEN_ADD))
            .filter(e -> trained.contains(tokens.ids()[3 * e + 2] * 7 + tokens.ids()[3 * e + 1]))
            .count();
    assertThat(mirrored).isPositive();
    assertThat(data.lookUp(UNSEEN_ADD)).isEqualTo(mirrored / 20.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add,add    | 0.5,0.5 | 7 | each domain once
          add,random | 0.5     | 7 | one share for each of the 2 domains
          add,divide | 0.5,0.5 | 8 | divides and needs a prime
          add,addd   | 0.5,0.5 | 7 | did you mean add
          """)
  void whatCannotBeIsRefusedInASentence(
      String domains, String fractions, int modulus, String message) {
    List<Double> shares = Arrays.stream(fractions.split(",")).map(Double::parseDouble).toList();
    assertThatThrownBy(() ->
            new Domains(modulus, List.of(domains.split(",")), shares, Domains.Grouping.DOMAIN)
                .problem(0))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }
}
