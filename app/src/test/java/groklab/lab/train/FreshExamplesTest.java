package groklab.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Slot;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Objective;
import groklab.lab.model.Examples;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.step.FreshExamples;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs whose every step has examples of its own.
class FreshExamplesTest {
  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  @TempDir private Path folder;

  private static RunSpec spec(String loss, String batch) {
    return new SpecReader()
        .parse(
            """
            name = "tiny"
            [task]
            kind = "sparse-parity"
            signs = 9
            parity = 2
            fresh = true
            trainExamples = 20
            validationExamples = 30
            [model]
            kind = "mlp"
            width = 16
            [training]
            loss = "%s"
            batch = %s
            [budget]
            steps = 200
            stopWhen = "never"
            """
                .formatted(loss, batch));
  }

  private static RunSpec spec(String batch) {
    return spec("cross-entropy", batch);
  }

  /// Fresh tokens, which travel as one list with their classes.
  private static RunSpec chains() {
    return new SpecReader()
        .parse(
            """
            name = "chains"
            [task]
            kind = "markov-chains"
            symbols = 3
            length = 6
            trainExamples = 4
            validationExamples = 5
            [model]
            width = 8
            heads = 2
            mlpWidth = 0
            layers = 2
            norm = "pre"
            [training]
            batch = [[0, 3], [20, 7]]
            precision = "float64"
            [budget]
            steps = 40
            stopWhen = "never"
            """);
  }

  /// Not to the bit: examples that are known let the compiler share what they have in common.
  @Test
  void theGradientOfAStepOfTokensIsThatOfItsSequences() {
    RunSpec spec = chains();
    try (var trainer = new Trainer(spec, 1)) {
      trainer.initialise();
      double[] w = new double[trainer.session().layout().length()];
      trainer.session().read(Slot.VALUES, 0, w);
      trainer.step(25);
      double[] seen = new double[w.length];
      trainer.session().read(Slot.GRADIENTS, 0, seen);
      Source.Batch drawn = drawn(trainer.data(), 25, 7);
      Problem fixed =
          Problem.of(drawn.inputs(), drawn.targets(), IntStream.range(0, 7).toArray(), new int[0]);
      try (Session s = Engine.open(trainer.network().layout(), spec.training().precision(), 0, 1)) {
        s.write(Slot.VALUES, 0, w);
        var all = new Examples.Known(fixed, Ints.of(IntStream.range(0, 7).toArray()));
        Executor e =
            s.load(spec.training().objective().gradientPlan(trainer.network(), all, true, 1));
        e.run(25);
        double[] expected = new double[w.length];
        s.read(Slot.GRADIENTS, 0, expected);
        assertThat(trainer.lossOfLastStep())
            .isCloseTo(e.scalar(Objective.LOSS), withinPercentage(1e-10))
            .isPositive();
        double norm = Math.sqrt(Arrays.stream(expected).map(g -> g * g).sum());
        assertThat(norm).isPositive();
        for (int i = 0; i < w.length; i++) {
          assertThat(seen[i]).as("gradient %d", i).isCloseTo(expected[i], within(1e-12 * norm));
        }
      }
    }
  }

  @Test
  void interruptionsAndThreadsCostNoBitOfTokensEither() {
    Path whole = folder.resolve("whole");
    try (var run = TrainingRun.start(chains(), whole, 2)) {
      run.run(NOBODY, () -> false);
    }
    Path path = folder.resolve("stopped");
    try (var first = TrainingRun.start(chains(), path, 1)) {
      first.run(NOBODY, () -> first.step() == 19);
    }
    try (var last = TrainingRun.resume(path, 1)) {
      last.run(NOBODY, () -> false);
      assertThat(last.directory().digest()).isEqualTo(RunDirectory.open(whole).digest());
    }
  }

  private RunDirectory run(String name, int threads) {
    try (var run = TrainingRun.start(spec("[[0, 7], [100, 50]]"), folder.resolve(name), threads)) {
      run.run(NOBODY, () -> false);
      return run.directory();
    }
  }

  @Test
  void interruptionsAndThreadsCostNoBit() {
    String digest = run("whole", 1).digest();
    assertThat(run("threads", 2).digest()).isEqualTo(digest);
    Path path = folder.resolve("stopped");
    try (var first = TrainingRun.start(spec("[[0, 7], [100, 50]]"), path, 1)) {
      first.run(NOBODY, () -> first.step() == 37);
    }
    for (long stop : new long[] {99, 100, 101}) {
      try (var next = TrainingRun.resume(path, 2)) {
        next.run(NOBODY, () -> next.step() == stop);
      }
    }
    try (var last = TrainingRun.resume(path, 1)) {
      last.run(NOBODY, () -> false);
      assertThat(last.directory().digest()).isEqualTo(digest);
    }
  }

  /// The same bits as a problem that holds the step's examples, all of them its training set.
  @ParameterizedTest
  @CsvSource({"cross-entropy, 0", "cross-entropy, 5", "mean-squared-error, 5", "hinge, 1"})
  void theGradientOfAStepIsThatOfItsExamples(String loss, long step) {
    RunSpec spec = spec(loss, "13");
    try (var trainer = new Trainer(spec, 1)) {
      trainer.initialise();
      double[] w = new double[trainer.session().layout().length()];
      trainer.session().read(Slot.VALUES, 0, w);
      trainer.step(step);
      double[] seen = new double[w.length];
      trainer.session().read(Slot.GRADIENTS, 0, seen);

      Source.Batch drawn = drawn(trainer.data(), step, 13);
      int[] all = IntStream.range(0, 13).toArray();
      Problem fixed = Problem.of(drawn.inputs(), drawn.targets(), all, new int[0]);
      var examples = new Examples.Known(fixed, Ints.of(all));
      var objective = spec.training().objective();
      try (Session s =
          Engine.open(trainer.network().layout(), spec.training().precision(), spec.seed(), 1)) {
        s.write(Slot.VALUES, 0, w);
        Executor e = s.load(objective.gradientPlan(trainer.network(), examples, true, 1));
        e.run(step);
        double[] expected = new double[w.length];
        s.read(Slot.GRADIENTS, 0, expected);
        assertThat(trainer.lossOfLastStep()).isEqualTo(e.scalar(Objective.LOSS)).isPositive();
        assertThat(seen).containsExactly(expected);
      }
    }
  }

  private static Source.Batch drawn(Problem problem, long step, int size) {
    Source.Batch room = Source.Batch.of(problem, size);
    ((Source.Stream) problem.source()).fill(step, room);
    return room;
  }

  @Test
  void aStepHasItsOwnExamplesAndTheSetsHaveOthers() {
    Problem problem = spec("13").problem();
    double[] first = values(drawn(problem, 0, 13));
    assertThat(values(drawn(problem, 1, 13))).isNotEqualTo(first);
    assertThat(values(drawn(problem, 0, 13))).isEqualTo(first);
    double[] sets = values(new Source.Batch(problem.inputs(), problem.targets()));
    assertThat(Arrays.copyOf(sets, first.length)).isNotEqualTo(first);
  }

  private static double[] values(Source.Batch batch) {
    return ((Inputs.Features) batch.inputs()).values();
  }

  /// Both classes occur, and each is the parity of the first signs.
  @Test
  void theClassIsTheProductOfTheFirstSigns() {
    Source.Batch batch = drawn(spec("13").problem(), 3, 500);
    double[] x = values(batch);
    int[] classes = ((Targets.Classes) batch.targets()).ids();
    for (int e = 0; e < 500; e++) {
      assertThat(x[e * 9] * x[e * 9 + 1]).isEqualTo(classes[e] == 0 ? 1 : -1);
    }
    assertThat(IntStream.of(classes).sum()).isBetween(200, 300);
    for (int i = 0; i < 9; i++) {
      int sign = i;
      double sum = IntStream.range(0, 500).mapToDouble(e -> x[e * 9 + sign]).sum();
      assertThat(sum).as("sign %d", i).isBetween(-100.0, 100.0);
    }
  }

  @Test
  void showingAStepItsExamplesAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    RunSpec spec = spec("300");
    try (var trainer = new Trainer(spec, 1)) {
      Problem problem = trainer.data();
      var stages = spec.training().batch().freshStages();
      var feed = new FreshExamples(problem, (Source.Stream) problem.source(), stages);
      Executor e =
          trainer
              .session()
              .load(
                  spec.training()
                      .objective()
                      .gradientPlan(trainer.network(), new Examples.Fresh(problem, 300), true, 1));
      show(feed, 0, 50, e);
      long before = threads.getCurrentThreadAllocatedBytes();
      show(feed, 50, 1050, e);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }
  }

  private static void show(FreshExamples feed, long from, long to, Executor e) {
    for (long step = from; step < to; step++) {
      feed.show(step, e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sparse-parity,true",
    "sparse-parity,false",
    "multitask-parity,true",
    "multitask-parity,false"
  })
  void aTaskSaysWhetherItsExamplesAreFresh(String kind, boolean fresh) {
    String keys = "name = \"x\"\n[task]\nkind = \"%s\"\nfresh = %s\n[model]\nkind = \"mlp\"\n";
    var task = new SpecReader().parse(keys.formatted(kind, fresh)).task();
    assertThat(task.fresh())
        .isEqualTo(fresh)
        .isEqualTo(task.problem(0).source() instanceof Source.Stream);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"full\"", "\"half\"", "[[0, 5], [9, \"full\"]]"})
  void aBatchOfAllIsRefusedBeforeAnythingIsMade(String batch) {
    Path path = folder.resolve("run");
    assertThatThrownBy(() -> TrainingRun.start(spec(batch), path, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching(
            "training.batch is \"(full|half)\", but the task gives fresh examples at every step, of"
                + " which there is no full set; write a number, e.g. training.batch = 32");
    assertThat(Files.exists(path)).isFalse();
  }
}
