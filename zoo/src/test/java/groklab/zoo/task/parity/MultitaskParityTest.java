package groklab.zoo.task.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.kind.SpecException;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultitaskParityTest {
  private static final int TASKS = 4;
  private static final int BITS = 6;

  private static final MultitaskParity SPEC =
      new MultitaskParity(TASKS, BITS, 2, 1.0, true, 500, 500, 64);

  private static final Problem DATA = SPEC.problem(5);

  private static double[] inputs(Problem data) {
    return ((Inputs.Features) data.inputs()).values();
  }

  private static int task(double[] x, int example) {
    return IntStream.range(0, TASKS)
        .filter(t -> x[example * (TASKS + BITS) + t] == 1)
        .findFirst()
        .orElseThrow();
  }

  /// Exactly one pair of bits explains all classes of a task, and no two tasks have the same.
  @Test
  void eachTaskIsTheParityOfItsOwnBits() {
    double[] x = inputs(DATA);
    int[] classes = ((Targets.Classes) DATA.targets()).ids();
    var pairs =
        IntStream.rangeClosed(1, TASKS)
            .mapToObj(t -> {
              int[] rows = DATA.rows(new ExampleSet("task." + t));
              assertThat(Arrays.stream(rows).boxed())
                  .hasSize(64)
                  .allMatch(row -> task(x, row) == t - 1);
              int[] fitting =
                  IntStream.range(0, BITS * BITS)
                      .filter(p -> p / BITS < p % BITS)
                      .filter(p ->
                          Arrays.stream(rows)
                              .allMatch(row -> {
                                int at = row * (TASKS + BITS) + TASKS;
                                return ((int) (x[at + p / BITS] + x[at + p % BITS]) & 1)
                                    == classes[row];
                              }))
                      .toArray();
              assertThat(fitting).as("task %d", t).hasSize(1);
              return fitting[0];
            })
            .toList();
    assertThat(pairs).doesNotHaveDuplicates();
  }

  /// Of 1,000 examples 480, 240, 160 and 120 on average; four standard deviations are 63 at most.
  @Test
  void tasksAreAskedForByTheirFrequencies() {
    double[] x = inputs(DATA);
    double[] shares = MultitaskParity.frequencies(TASKS, 1.0);
    assertThat(shares[0]).isCloseTo(0.48, within(1e-12));
    for (int t = 0; t < TASKS; t++) {
      int task = t;
      long count = IntStream.range(0, 1000).filter(e -> task(x, e) == task).count();
      assertThat((double) count).isCloseTo(1000 * shares[t], within(63.0));
    }
  }

  @Test
  void everyStepHasExamplesOfItsOwnAndTheSameAgain() {
    var stream = (Source.Stream) DATA.source();
    var first = Source.Batch.of(DATA, 50);
    var again = Source.Batch.of(DATA, 50);
    stream.fill(7, first);
    double[] x = ((Inputs.Features) first.inputs()).values().clone();
    stream.fill(8, again);
    assertThat(((Inputs.Features) again.inputs()).values()).isNotEqualTo(x);
    stream.fill(7, again);
    assertThat(((Inputs.Features) again.inputs()).values()).isEqualTo(x);
  }

  @Test
  void moreTasksThanSetsOfBitsAreRefused() {
    assertThatThrownBy(() -> new MultitaskParity(7, 4, 2, 1, true, 1, 1, 1))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "task.tasks is 7, but 2 of 4 bits can be chosen in 6 ways only; write more bits");
  }
}
