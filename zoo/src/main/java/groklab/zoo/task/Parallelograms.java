package groklab.zoo.task;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Scoring;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// The data of arXiv 2205.10343's effective theory of representations: pairs of sums i + j = m + n
/// of the numbers 0 .. n−1, each to become a parallelogram. Trained on are those of which both sums
/// are known; a set's accuracy is its share of the paper's RQI: a defect counts as none if its
/// square is below 0.01 variances of the positions.
///
/// @param numbers n
/// @param knownSums how many of the n(n+1)/2 unordered sums are known, drawn at random
/// @param splitSeed of that draw; empty = the run's
public record Parallelograms(int numbers, int knownSums, OptionalLong splitSeed)
    implements TaskSpec {
  private static final double SMALL = 0.01;

  public static final Kind<Parallelograms> KIND =
      Kind.of("parallelograms", Parallelograms.class, Parallelograms::read);

  public Parallelograms {
    Check.between(4, numbers, 60, "task.numbers", "10");
    Check.between(2, knownSums, numbers * (numbers + 1) / 2, "task.knownSums", "45");
  }

  private static Parallelograms read(Section<Parallelograms> s) {
    return new Parallelograms(
        s.whole("numbers", 10, Parallelograms::numbers),
        s.whole("knownSums", 45, Parallelograms::knownSums),
        s.seed("splitSeed", Parallelograms::splitSeed));
  }

  @Override
  public Kind<Parallelograms> kind() {
    return KIND;
  }

  /// An unordered sum i + j, i ≤ j.
  private record Sum(int i, int j) {
    int value() {
      return i + j;
    }
  }

  @Override
  public Problem problem(long runSeed) {
    List<Sum> sums = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      for (int j = i; j < numbers; j++) {
        sums.add(new Sum(i, j));
      }
    }
    boolean[] known = new boolean[sums.size()];
    int[] order =
        RandomStream.of(splitSeed.orElse(runSeed), "data.split").permutation(known.length);
    for (int k = 0; k < knownSums; k++) {
      known[order[k]] = true;
    }
    List<int[]> corners = new ArrayList<>();
    List<Integer> train = new ArrayList<>();
    List<Integer> unseen = new ArrayList<>();
    for (int a = 0; a < sums.size(); a++) {
      for (int b = a + 1; b < sums.size(); b++) {
        if (sums.get(a).value() == sums.get(b).value()) {
          (known[a] && known[b] ? train : unseen).add(corners.size());
          corners.add(
              new int[] {sums.get(a).i(), sums.get(a).j(), sums.get(b).i(), sums.get(b).j()});
        }
      }
    }
    if (train.isEmpty()) {
      throw new SpecException(
          "task.knownSums is %d, and no two of these sums are equal; write a larger number"
              .formatted(knownSums));
    }
    int[] ids = corners.stream().flatMapToInt(Arrays::stream).toArray();
    return Problem.of(
            new Inputs.Tokens(numbers, 4, ids),
            new Targets.Reals(1, new double[corners.size()]),
            train.stream().mapToInt(each -> each).toArray(),
            unseen.stream().mapToInt(each -> each).toArray())
        .scoredBy(new Closed(SMALL / numbers));
  }

  /// Right is a parallelogram that closes.
  ///
  /// @param largest square of an output that counts as 0, in units of the sum of squares of all
  ///     positions
  private record Closed(double largest) implements Scoring {
    @Override
    public void score(double[] outputs, Targets targets, int row, RowScore into) {
      into.margin = largest - outputs[0] * outputs[0];
      into.right = into.margin > 0;
    }
  }
}
