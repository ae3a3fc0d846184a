package groklab.zoo.task.feature;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import groklab.zoo.task.Operation;
import groklab.zoo.task.PermutationOperation;
import groklab.zoo.task.Primes;
import groklab.zoo.task.ResidueOperation;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// An operation on residues hidden among random bits, "concealment" of arXiv 2310.17247: an example
/// is x and y as one-hot vectors and some bits of its own, its class x ∘ y. Pairs are drawn with
/// replacement, so that nearly all of them are in both sets, and only the bits are new: what is
/// asked is to ignore them.
///
/// @param operation its name, see `groklab list tasks`
/// @param modulus p, a prime
/// @param decoys number of random bits
/// @param trainExamples how many examples are trained on
/// @param validationExamples how many others are only looked at
public record DecoyBits(
    String operation, int modulus, int decoys, int trainExamples, int validationExamples)
    implements TaskSpec {
  private static final int MOST_BITS = 10_000;
  private static final int MOST_EXAMPLES = 1_000_000;
  private static final int LARGEST = 97;

  public static final Kind<DecoyBits> KIND =
      Kind.of("decoy-bits", DecoyBits.class, DecoyBits::read);

  public DecoyBits {
    Check.that(
        modulus <= LARGEST && Primes.isPrime(modulus),
        "task.modulus",
        modulus,
        "a prime up to 97",
        "7");
    Check.between(0, decoys, MOST_BITS, "task.decoys", "10");
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "600");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "200");
  }

  private static DecoyBits read(Section<DecoyBits> s) {
    return new DecoyBits(
        s.text("operation", "add", DecoyBits::operation),
        s.whole("modulus", 7, DecoyBits::modulus),
        s.whole("decoys", 10, DecoyBits::decoys),
        s.whole("trainExamples", 600, DecoyBits::trainExamples),
        s.whole("validationExamples", 200, DecoyBits::validationExamples));
  }

  @Override
  public Kind<DecoyBits> kind() {
    return KIND;
  }

  /// Stream `decoy.pairs` draws the pairs, stream `decoy.bits` the bits.
  @Override
  public Problem problem(long runSeed) {
    AnswerTable table =
        Operation.named(
                ResidueOperation.values(),
                operation,
                PermutationOperation.values(),
                new Operation.Place("residues", "decoy-bits", "permutations", "degree = 5"))
            .table(modulus);
    RandomStream pairs = RandomStream.of(runSeed, "decoy.pairs");
    RandomStream bits = RandomStream.of(runSeed, "decoy.bits");
    int n = trainExamples + validationExamples;
    int width = 2 * modulus + decoys;
    double[] x = new double[n * width];
    int[] classes = new int[n];
    for (int e = 0; e < n; e++) {
      int pair = pairs.below(e, table.equations());
      x[e * width + table.x(pair)] = 1;
      x[e * width + modulus + table.y(pair)] = 1;
      for (int i = 0; i < decoys; i++) {
        x[e * width + 2 * modulus + i] = bits.below((long) e * decoys + i, 2);
      }
      classes[e] = table.answer(pair);
    }
    return Problem.of(
        new Inputs.Features(width, x),
        new Targets.Classes(new int[] {0}, modulus, classes),
        IntStream.range(0, trainExamples).toArray(),
        IntStream.range(trainExamples, n).toArray());
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "%s %d among %d bits".formatted(operation, modulus, decoys));
    return row;
  }
}
