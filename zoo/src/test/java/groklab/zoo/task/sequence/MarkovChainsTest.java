package groklab.zoo.task.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Strategies;
import groklab.lab.problem.Targets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkovChainsTest {
  private static final int SYMBOLS = 3;
  private static final int LENGTH = 40;
  private static final Problem DATA = new MarkovChains(SYMBOLS, LENGTH, 20, 30).problem(7);

  private static int[] shown(Inputs inputs) {
    return ((Inputs.Tokens) inputs).ids();
  }

  private static int[] next(Targets targets) {
    return ((Targets.Classes) targets).ids();
  }

  private static Strategies strategies(Problem data) {
    return data.facet(Strategies.class).orElseThrow();
  }

  private static double[] of(String strategy) {
    return strategies(DATA).distributions().getOrDefault(strategy, new double[0]);
  }

  @Test
  void eachPositionIsAskedForTheNextSymbol() {
    int[] shown = shown(DATA.inputs());
    int[] next = next(DATA.targets());
    assertThat(shown).hasSize(50 * LENGTH);
    assertThat(DATA.targets().positions()).hasSize(LENGTH);
    for (int i = 0; i < shown.length - 1; i++) {
      if ((i + 1) % LENGTH != 0) {
        assertThat(next[i]).as("position %d", i).isEqualTo(shown[i + 1]);
      }
    }
  }

  /// Counted anew, symbol by symbol.
  @Test
  void strategiesCountWhatHasBeenShownSoFar() {
    int[] x = shown(DATA.inputs());
    for (int e : new int[] {0, 17}) {
      for (int t : new int[] {0, 1, 9, LENGTH - 1}) {
        int from = e * LENGTH;
        int[] past = Arrays.copyOfRange(x, from, from + t + 1);
        int row = (from + t) * SYMBOLS;
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
          int s = symbol;
          long seen = Arrays.stream(past).filter(p -> p == s).count();
          long followed = IntStream.range(0, t).filter(i -> past[i] == past[t]).count();
          long pairs =
              IntStream.range(0, t).filter(i -> past[i] == past[t] && past[i + 1] == s).count();
          assertThat(of("uniform")[row + s]).isEqualTo(1.0 / SYMBOLS);
          assertThat(of("unigram")[row + s]).isEqualTo((1.0 + seen) / (SYMBOLS + t + 1));
          assertThat(of("bigram")[row + s]).isEqualTo((1.0 + pairs) / (SYMBOLS + followed));
        }
      }
    }
  }

  @Test
  void sequencesFollowTheirOwnChain() {
    Problem one = new MarkovChains(2, 9000, 1, 1).problem(3);
    int[] x = shown(one.inputs());
    double[] truth = strategies(one).distributions().getOrDefault("truth", new double[0]);
    for (int e = 0; e < 2; e++) {
      for (int symbol = 0; symbol < 2; symbol++) {
        int from = e * 9000;
        int s = symbol;
        int[] at = IntStream.range(from, from + 8999).filter(i -> x[i] == s).toArray();
        double share = Arrays.stream(at).filter(i -> x[i + 1] == 0).count() / (double) at.length;
        assertThat(at).hasSizeGreaterThan(200);
        assertThat(share).isCloseTo(truth[at[0] * 2], within(4 * 0.5 / Math.sqrt(at.length)));
      }
    }
    assertThat(truth[0]).isNotEqualTo(truth[9000 * 2]);
  }

  /// Of Dirichlet(1, 1, 1) the mean of an entry is 1/3 and its variance 1/18.
  @Test
  void rowsAreDirichlet() {
    Problem many = new MarkovChains(3, 1, 2000, 1).problem(0);
    double[] truth = strategies(many).distributions().getOrDefault("truth", new double[0]);
    double[] first = IntStream.range(0, 2001).mapToDouble(row -> truth[3 * row]).toArray();
    double mean = Arrays.stream(first).average().orElseThrow();
    double variance =
        Arrays.stream(first).map(p -> (p - mean) * (p - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(1 / 3.0, within(4 * Math.sqrt(1 / 18.0 / 2001)));
    assertThat(variance).isCloseTo(1 / 18.0, within(0.006));
  }

  @Test
  void aStepHasItsOwnSequencesAndThemAlwaysAgain() {
    var stream = (Source.Stream) DATA.source();
    var first = Source.Batch.of(DATA, 8);
    var other = Source.Batch.of(DATA, 8);
    stream.fill(5, first);
    stream.fill(6, other);
    assertThat(shown(other.inputs())).isNotEqualTo(shown(first.inputs()));
    stream.fill(5, other);
    assertThat(shown(other.inputs())).isEqualTo(shown(first.inputs()));
    assertThat(next(other.targets())).isEqualTo(next(first.targets()));
    int[] set = Arrays.copyOf(shown(DATA.inputs()), 8 * LENGTH);
    assertThat(shown(first.inputs())).isNotEqualTo(set);
  }

  @Test
  void oneSymbolIsNoChain() {
    assertThatThrownBy(() -> new MarkovChains(1, 10, 1, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("task.symbols is 1;");
  }
}
