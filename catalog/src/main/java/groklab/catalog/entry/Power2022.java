package groklab.catalog.entry;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Omission;
import groklab.catalog.check.Check;
import groklab.catalog.check.Computed;
import groklab.catalog.check.Computed.Part;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Pairs;
import groklab.lab.spec.SpecReader;
import java.util.Arrays;
import java.util.List;

/// arXiv 2201.02177: where the word comes from.
public final class Power2022 {
  private static final int MODULUS = 97;
  private static final long HASH_FACTOR = 31;
  private static final long HASH_MODULUS = 1_000_003;

  private Power2022() {}

  /// What the table of an operation must be, by an independent enumeration.
  ///
  /// @param sum of all answers
  /// @param hash of all answers in order, h <- (31 h + c) mod 1000003
  /// @param symmetric pairs with f(x, y) = f(y, x)
  private record Expected(
      String operation, double equations, double sum, double hash, double symmetric) {}

  private static final List<Expected> EXPECTED =
      List.of(
          new Expected("add", 9_409, 451_632, 551_130, 9_409),
          new Expected("subtract", 9_409, 451_632, 71_905, 97),
          new Expected("divide", 9_312, 446_976, 619_800, 192),
          new Expected("divide-or-subtract", 9_409, 451_632, 374_381, 143),
          new Expected("sum-of-squares", 9_409, 446_976, 320_726, 9_409),
          new Expected("quadratic", 9_409, 446_976, 111_805, 9_409),
          new Expected("quadratic-plus-x", 9_409, 450_080, 36_379, 97),
          new Expected("cubic-xy", 9_409, 446_976, 269_249, 289),
          new Expected("cubic-xy2-y", 9_409, 452_602, 294_601, 191),
          new Expected("multiply", 9_409, 446_976, 730_448, 9_409),
          new Expected("add-or-multiply", 9_409, 451_632, 622_871, 4_759),
          new Expected("add-or-subtract", 9_409, 451_632, 884_427, 2_545),
          new Expected("square-plus-y", 9_409, 451_632, 480_688, 193),
          new Expected("cube-plus-y", 9_409, 451_632, 625_360, 191));

  /// The entry.
  public static Entry entry() {
    return new Entry(
        "power2022",
        "small transformers on tables of operations",
        "Power, Burda, Edwards, Babuschkin, Misra: Grokking: Generalization Beyond Overfitting on"
            + " Small Algorithmic Datasets, arXiv 2201.02177",
        List.of(),
        List.of(
            Claim.of(
                "tables",
                "The operations modulo 97 are those of the paper and its code.",
                "appendix A.1.1 and openai/grok data.py; sums, hashes and symmetric pairs by an"
                    + " independent enumeration",
                tables()),
            Claim.of(
                "permutations",
                "Products of permutations apply the left factor first.",
                "openai/grok data.py; hashes by an independent enumeration",
                new Computed(
                    "hash of all 14,400 answers on S5",
                    List.of(
                        permutations("compose", 145_903),
                        permutations("conjugate", 168_538),
                        permutations("aba", 272_448))))),
        List.of(),
        List.of(
            new Omission(
                "steps of training and validation by operation, share of data and intervention",
                "hours of two-layer transformers; recipe power2022-division is one of them"),
            new Omission(
                "the first figure (division, 50 %, no weight decay, 10^6 steps)",
                "not run yet; it takes hours"),
            new Omission(
                "rings and cosets in a t-SNE of the output layer",
                "a picture without a number; the Fourier and coset measures say it exactly")),
        List.of());
  }

  private static Check tables() {
    return new Computed(
        "equations, sum of answers, hash, symmetric pairs",
        EXPECTED.stream()
            .flatMap(of -> {
              AnswerTable table =
                  table("task.operation=\"" + of.operation() + '"', "task.modulus=" + MODULUS);
              return List.of(
                  Part.exactly(of.operation(), of.equations(), table::equations),
                  Part.exactly("sum", of.sum(), () -> Arrays.stream(table.answers()).sum()),
                  Part.exactly("hash", of.hash(), () -> hash(table)),
                  Part.exactly("symmetric", of.symmetric(), () -> symmetric(table)))
                  .stream();
            })
            .toList());
  }

  private static Part permutations(String operation, double hash) {
    AnswerTable table =
        table("task.kind=\"permutations\"", "task.operation=\"" + operation + '"', "task.degree=5");
    return Part.exactly(operation, hash, () -> hash(table));
  }

  private static AnswerTable table(String... overrides) {
    return new SpecReader()
        .parse("name = \"table\"", List.of(overrides))
        .task()
        .problem(0)
        .facet(Pairs.class)
        .orElseThrow()
        .table();
  }

  private static long hash(AnswerTable table) {
    long hash = 0;
    for (int answer : table.answers()) {
      hash = (HASH_FACTOR * hash + answer) % HASH_MODULUS;
    }
    return hash;
  }

  private static long symmetric(AnswerTable table) {
    long count = 0;
    for (int i = 0; i < table.equations(); i++) {
      int x = table.x(i);
      int y = table.y(i);
      if (table.defined(y, x) && table.answer(i) == table.answer(table.example(y, x))) {
        count++;
      }
    }
    return count;
  }
}
