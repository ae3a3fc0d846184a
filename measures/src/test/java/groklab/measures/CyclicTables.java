package groklab.measures;

import groklab.lab.problem.Problem;
import groklab.lab.spec.SpecReader;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.CyclicTask;

/// The names under which operations on residues add up in a cyclic group, as their tasks state
/// them.
public final class CyclicTables {
  private CyclicTables() {}

  private static CyclicLabels of(String operation, int p) {
    Problem problem =
        new SpecReader()
            .parse("[task]\noperation = \"%s\"\nmodulus = %d".formatted(operation, p))
            .problem();
    return CyclicTask.labels(problem).orElseThrow();
  }

  public static CyclicLabels add(int p) {
    return of("add", p);
  }

  public static CyclicLabels subtract(int p) {
    return of("subtract", p);
  }

  public static CyclicLabels multiply(int p) {
    return of("multiply", p);
  }

  public static CyclicLabels divide(int p) {
    return of("divide", p);
  }
}
