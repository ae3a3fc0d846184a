package groklab.lab.measure.data;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.measure.EvaluationLimits;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Scores;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// More examples than whose outputs are kept.
class ChunkedForwardTest {
  private static final Need.Scores TABLE = new Need.Scores(ExampleSet.TABLE);
  private static final String DEEP =
      """
      [task]
      modulus = 17
      tokens = "operation-equals"
      [model]
      layers = 2
      width = 32
      heads = 4
      mlpWidth = 64
      norm = "pre"
      """;
  private static final Need.Scores TRAIN = new Need.Scores(ExampleSet.TRAIN);

  /// Outputs of a chunk: of one example, of a few, of more than there are.
  @ParameterizedTest
  @ValueSource(longs = {1, 70, 1_000_000})
  void scoresAreThoseOfOnePassWhateverTheChunks(long chunk) {
    for (String toml : List.of(Subjects.TRANSFORMER, Subjects.PERCEPTRON, DEEP)) {
      Subject.Model subject = Subjects.of(toml, 1);
      try (var session = subject.session()) {
        Evaluation whole = evaluation(subject, EvaluationLimits.STANDARD);
        Evaluation chunks = evaluation(subject, new EvaluationLimits(10, chunk));
        Scores expected = whole.scores(TABLE);
        Scores seen = chunks.scores(TABLE);
        assertThat(session.workers()).isEqualTo(1);
        for (int row : whole.scoreRows(ExampleSet.TABLE)) {
          assertThat(seen.loss(row)).isEqualTo(expected.loss(row));
          assertThat(seen.margin(row)).isEqualTo(expected.margin(row));
          assertThat(seen.target(row)).isEqualTo(expected.target(row));
        }
        assertThat(chunks.scoreRows(ExampleSet.TRAIN)).isEqualTo(whole.scoreRows(ExampleSet.TRAIN));
        assertThat(chunks.cost(false)).isPositive();
      }
    }
  }

  private static Evaluation evaluation(Subject.Model subject, EvaluationLimits limits) {
    var ledger = new ProbeLedger();
    ledger.begin();
    Evaluation made = Evaluation.of(subject, List.of(TABLE, TRAIN), ledger, limits).orElseThrow();
    made.begin(List.of(TABLE, TRAIN));
    return made;
  }

  @Test
  void whoeverNeedsMoreThanScoresDoesNotApplyThere() {
    Subject.Model small = Subjects.of(Subjects.TRANSFORMER, 1);
    assertThat(EvaluationLimits.STANDARD.exceeds(small.data(), 49)).isFalse();
    // 512 million outputs
    Subject.Model large =
        Subjects.of(
            """
            [task]
            modulus = 800
            tokens = "pair"
            [model]
            kind = "mlp"
            width = 2
            """,
            1);
    assertThat(large.obstacle(new Need.Outputs(ExampleSet.TRAIN)))
        .hasValue(
            "the outputs of all examples are 512,000,000 numbers, and at most 134,217,728 are"
                + " kept");
    assertThat(large.obstacle(new Need.Scores(ExampleSet.TRAIN))).isEmpty();
    small.session().close();
    large.session().close();
  }
}
