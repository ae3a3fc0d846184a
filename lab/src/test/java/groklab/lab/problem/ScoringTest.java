package groklab.lab.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The largest output, and that other ways to be right fit the interface.
class ScoringTest {
  private static final Targets CLASSES = new Targets.Classes(new int[] {0}, 4, new int[] {2, 0});

  private static RowScore score(Scoring scoring, Targets targets, int row, double... outputs) {
    var score = new RowScore();
    score.clear();
    scoring.score(outputs, targets, row, score);
    return score;
  }

  @Test
  void theLargestOutputIsTheAnswerAndTheLowerOneOfEquals() {
    var right = score(StandardScoring.ARGMAX, CLASSES, 0, 1, 2, 5, -1);
    assertThat(right.answer).isEqualTo(2);
    assertThat(right.right).isTrue();
    assertThat(right.margin).isEqualTo(3);
    var tied = score(StandardScoring.ARGMAX, CLASSES, 0, 1, 5, 5, -1);
    assertThat(tied.answer).isEqualTo(1);
    assertThat(tied.right).isFalse();
    assertThat(tied.margin).isZero();
  }

  @Test
  void realNumbersAreNeitherRightNorWrong() {
    assertThat(StandardScoring.NONE.hasAnswers()).isFalse();
    var score = score(StandardScoring.NONE, new Targets.Reals(1, new double[] {3}), 0, 3);
    assertThat(score.answer).isEqualTo(-1);
    assertThat(score.margin).isNaN();
  }

  /// One output whose sign is the answer, as for parities of ±1.
  @Test
  void aSignCanBeTheAnswer() {
    Scoring sign =
        (outputs, targets, row, into) -> {
          into.margin = outputs[0] * ((Targets.Reals) targets).values()[row];
          into.answer = outputs[0] < 0 ? 0 : 1;
          into.right = into.margin > 0;
        };
    var parities = new Targets.Reals(1, new double[] {-1, 1});
    assertThat(score(sign, parities, 0, -0.3).right).isTrue();
    assertThat(score(sign, parities, 1, -0.3).margin).isEqualTo(-0.3);
  }

  /// The target nearest to the output, among those of a code book.
  @Test
  void theNearestTargetCanBeTheAnswer() {
    double[][] book = {{0, 0}, {1, 0}, {0, 1}};
    Scoring nearest =
        (outputs, targets, row, into) -> {
          double best = Double.POSITIVE_INFINITY;
          for (int c = 0; c < book.length; c++) {
            double distance = Math.hypot(outputs[0] - book[c][0], outputs[1] - book[c][1]);
            if (distance < best) {
              best = distance;
              into.answer = c;
            }
          }
          into.right = into.answer == ((Targets.Classes) targets).ids()[row];
        };
    assertThat(score(nearest, CLASSES, 0, 0.1, 0.8).right).isTrue();
    assertThat(score(nearest, CLASSES, 0, 0.9, 0.2).answer).isEqualTo(1);
  }

  /// Right when within a distance of a real target.
  @Test
  void aThresholdCanSayWhatIsRight() {
    Scoring within =
        (outputs, targets, row, into) -> {
          double error = Math.abs(outputs[0] - ((Targets.Reals) targets).values()[row]);
          into.margin = 0.1 - error;
          into.right = error <= 0.1;
        };
    var targets = new Targets.Reals(1, new double[] {2});
    assertThat(score(within, targets, 0, 2.05).right).isTrue();
    assertThat(score(within, targets, 0, 2.2).right).isFalse();
  }

  /// The largest of a few outputs, as when only two verb forms are compared.
  @Test
  void theLargestOfSomeOutputsCanBeTheAnswer() {
    int[] allowed = {0, 2};
    Scoring restricted =
        (outputs, targets, row, into) -> {
          into.answer = outputs[allowed[0]] >= outputs[allowed[1]] ? allowed[0] : allowed[1];
          into.right = into.answer == ((Targets.Classes) targets).ids()[row];
        };
    assertThat(score(restricted, CLASSES, 0, 1, 9, 5, 9).right).isTrue();
  }

  /// A row is right only if the rows of the sequence before it are, so that an example counts when
  /// the whole sequence is exact.
  @Test
  void aWholeSequenceIsRightWhenEachOfItsRowsIs() {
    var sequence = new Targets.Classes(new int[] {3, 4}, 2, new int[] {1, 0});
    assertThat(score(StandardScoring.ARGMAX, sequence, 0, 0, 1).right).isTrue();
    assertThat(score(StandardScoring.ARGMAX, sequence, 1, 0, 1).right).isFalse();
    assertThat(sequence.perExample()).isEqualTo(2);
  }
}
