package groklab.lab.measure.function;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.loss.Loss;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;

/// What the network says at each scored position, summed up in float64 from its outputs by the
/// problem's scoring and the run's loss.
///
/// Rows are (example, scored position) of all examples that the probe evaluates. The arrays are
/// used again at the next probe: read only. What has no meaning for the problem or the loss is NaN,
/// such as the probability of outputs that are none.
public final class Scores {
  private static final int BLOCK = 256;

  private final double[] loss;
  private final double[] brier;
  private final double[] margin;
  private final double[] probability;
  private final double[] confidence;
  private final int[] answer;
  private final boolean[] right;
  private final int[] rows;
  private final Problem problem;
  private final Loss kind;

  /// @param examples whose rows are scored, by number
  public Scores(Problem problem, int[] examples, Loss kind) {
    this.problem = problem;
    this.kind = kind;
    int each = problem.targets().perExample();
    int n = examples.length * each;
    rows = new int[n];
    for (int r = 0; r < n; r++) {
      rows[r] = examples[r / each] * each + r % each;
    }
    loss = new double[n];
    brier = new double[n];
    margin = new double[n];
    probability = new double[n];
    confidence = new double[n];
    answer = new int[n];
    right = new boolean[n];
  }

  /// The scores of outputs that were computed elsewhere.
  ///
  /// @param outputs a row for each scored position of the examples
  public static Scores of(Problem problem, int[] examples, Loss kind, Matrix outputs) {
    var scores = new Scores(problem, examples, kind);
    scores.compute(outputs, 0, 0, outputs.rows());
    return scores;
  }

  /// See [Loss#score].
  public double loss(int row) {
    return loss[row];
  }

  /// Σ_c (p_c − onehot_c)²; of outputs that are no probabilities, of themselves
  public double brier(int row) {
    return brier[row];
  }

  /// by how much the right answer leads
  public double margin(int row) {
    return margin[row];
  }

  /// of the right answer
  public double probability(int row) {
    return probability[row];
  }

  /// the largest probability
  public double confidence(int row) {
    return confidence[row];
  }

  /// The number of the answer given; -1 where answers have no numbers.
  public int answer(int row) {
    return answer[row];
  }

  /// Whether the answer is right.
  public boolean isRight(int row) {
    return right[row];
  }

  /// The weight with which a row counts.
  public double weight(int row) {
    return problem.targets().weights().map(weights -> weights[rows[row]]).orElse(1.0);
  }

  /// The class that is expected.
  ///
  /// @throws IllegalStateException where real numbers are
  public int target(int row) {
    if (problem.targets() instanceof Targets.Classes classes) {
      return classes.ids()[rows[row]];
    }
    throw new IllegalStateException("real numbers are expected and no classes");
  }

  /// Fills in rows from one on.
  ///
  /// @param outputs a row for each of them
  /// @param first number of the first
  /// @param session whose workers share the rows
  public void compute(Matrix outputs, int first, Session session) {
    session.forEachBlock(outputs.rows(), BLOCK, (from, to) -> compute(outputs, first, from, to));
  }

  /// Each row depends on nothing but its own outputs.
  private void compute(Matrix outputs, int first, int from, int to) {
    double[] z = new double[outputs.cols()];
    var score = new RowScore();
    for (int i = from; i < to; i++) {
      System.arraycopy(outputs.values(), i * z.length, z, 0, z.length);
      score.clear();
      int row = first + i;
      problem.scoring().score(z, problem.targets(), rows[row], score);
      kind.score(z, problem.targets(), rows[row], score);
      keep(row, score);
    }
  }

  private void keep(int row, RowScore score) {
    loss[row] = score.loss;
    brier[row] = score.brier;
    margin[row] = score.margin;
    probability[row] = score.probability;
    confidence[row] = score.confidence;
    answer[row] = score.answer;
    right[row] = score.right;
  }
}
