package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.LossShare;
import groklab.lab.model.Activation;
import groklab.lab.model.HookDropout;
import groklab.lab.model.InitPreset;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.NormKind;
import groklab.lab.problem.TaskSpec;
import groklab.lab.turn.Action;
import groklab.lab.turn.Trigger;
import groklab.lab.turn.TurnSpec;
import groklab.lab.update.GroupSpec;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerParts;
import groklab.lab.update.OptimizerSpec;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Schedule;
import groklab.lab.update.WeightDecay;
import groklab.zoo.control.Auto;
import groklab.zoo.control.GuardCollapse;
import groklab.zoo.loss.CrossEntropy;
import groklab.zoo.loss.MeanSquaredError;
import groklab.zoo.model.Mlp;
import groklab.zoo.model.Output;
import groklab.zoo.model.Transformer;
import groklab.zoo.stage.ClipNorm;
import groklab.zoo.stage.GrokfastEma;
import groklab.zoo.task.Equations;
import groklab.zoo.task.ModularTask;
import groklab.zoo.task.PermutationTask;
import groklab.zoo.update.Adam;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Moments;
import groklab.zoo.update.Momentum;
import groklab.zoo.update.Sgd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpecWriterTest {
  private final SpecReader reader = new SpecReader();

  @Test
  void theDefaultsAreWrittenOneKeyPerLine() {
    assertThat(SpecWriter.write(reader.parse("name = \"addition-113\"")))
        .isEqualTo(
            """
            name = "addition-113"
            seed = 0

            [task]
            kind = "modular"
            operation = "add"
            modulus = 113
            trainFraction = 0.3
            split = "random"
            splitSeed = "run"
            tokens = "pair-equals"
            noisyLabels = 0

            [model]
            kind = "transformer"
            layers = 1
            width = 128
            heads = 4
            mlpWidth = 512
            norm = "none"
            normKind = "layer"
            finalNorm = false
            activation = "relu"
            attentionBias = false
            mlpBias = true
            unembedBias = false
            positions = "learned"
            tied = false
            causal = true
            dropout = 0.0
            init = "nanda"
            initScale = 1.0
            attentionRate = 1.0
            lastLayer = "drawn"
            outputScale = 1.0

            [optimizer]
            kind = "adamw"
            learningRate = 0.001
            warmupSteps = 10
            schedule = "constant"
            beta1 = 0.9
            beta2 = 0.98
            epsilon = 1e-8
            weightDecay = 1.0
            decay = "decoupled"
            decayTo = "origin"

            [training]
            batch = "full"
            precision = "float32"
            lossPrecision = "float64"
            loss = "cross-entropy"

            [budget]
            steps = 40000
            stopWhen = "generalised"
            memoriseBy = 0
            generaliseBy = 0.0

            [probes]
            measures = ["default"]
            density = 1.0
            criterion = "accuracy"
            trainThreshold = 0.99
            validationThreshold = 0.95
            trace = true

            [checkpoints]
            every = 0
            perDoubling = 1
            """);
  }

  @Test
  void whatIsWrittenReadsBackAsTheSameSpec() {
    var random = new Random(1);
    for (int i = 0; i < 500; i++) {
      var spec = anySpec(random);
      assertThat(reader.parse(SpecWriter.write(spec))).isEqualTo(spec);
    }
  }

  private static RunSpec anySpec(Random random) {
    return new RunSpec(
        "n" + (random.nextInt() >>> 1),
        random.nextInt(1 << 30),
        anyTask(random),
        random.nextBoolean() ? anyTransformer(random) : anyMlp(random),
        anyOptimizer(random),
        anyParts(random),
        new TrainingSpec(
            any(
                random,
                new TrainingSpec.Batch[] {
                  new TrainingSpec.Batch.Full(),
                  new TrainingSpec.Batch.HalfUpTo512(),
                  new TrainingSpec.Batch.Fixed(1 + random.nextInt(100)),
                  new TrainingSpec.Batch.Scheduled(
                      List.of(
                          new TrainingSpec.Batch.From(0, new TrainingSpec.Batch.Fixed(3)),
                          new TrainingSpec.Batch.From(
                              1 + random.nextLong(1L << 62), new TrainingSpec.Batch.Full())))
                }),
            any(random, Precision.values()),
            any(random, LossPrecision.values()),
            random.nextBoolean() ? new CrossEntropy() : new MeanSquaredError(),
            random.nextBoolean()
                ? List.of()
                : List.of(new HookDropout(List.of("hook_embed", "logits"), random.nextDouble()))),
        new BudgetSpec(
            1 + random.nextLong(1L << 62),
            any(random, BudgetSpec.StopWhen.values()),
            random.nextLong(1L << 62),
            random.nextBoolean() ? 0 : 1.5 + random.nextDouble()),
        new ProbeSpec(
            List.of("default", "a.b"),
            magnitude(random) % 999 + 1e-5,
            random.nextBoolean() ? new Accuracy() : new LossShare(),
            0.5,
            1 - random.nextDouble(),
            random.nextBoolean()),
        new CheckpointSpec(random.nextLong(1L << 62), random.nextInt(5)),
        anyTurns(random),
        random.nextBoolean() ? List.of() : List.of(new GuardCollapse(0.25), new Auto()),
        Optional.empty());
  }

  private static TaskSpec anyTask(Random random) {
    var operation =
        List.of("add", "x^2 + \"y\"\\", "tab\there\nline", "αβ\u0001").get(random.nextInt(4));
    var equations =
        new Equations(
            1 - random.nextDouble(),
            any(random, Equations.Split.values()),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(99)),
            any(random, Equations.Tokens.values()),
            random.nextInt(100));
    int size = 3 + random.nextInt(4);
    return random.nextBoolean()
        ? new ModularTask(operation, size, equations)
        : new PermutationTask(operation, size, equations);
  }

  private static ModelSpec anyTransformer(Random random) {
    int heads = 1 + random.nextInt(8);
    return new Transformer(
        1 + random.nextInt(5),
        heads * 2 * (1 + random.nextInt(50)),
        heads,
        1 + random.nextInt(1000),
        any(random, Transformer.NormPlace.values()),
        any(random, NormKind.values()),
        random.nextBoolean(),
        any(random, Activation.values()),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        any(random, Transformer.Positions.values()),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextDouble(),
        any(random, InitPreset.values()),
        magnitude(random),
        random.nextDouble(),
        new Output(Output.LastLayer.DRAWN, magnitude(random)));
  }

  private static ModelSpec anyMlp(Random random) {
    var form = any(random, Mlp.Parametrisation.values());
    int hiddenLayers = 1 + random.nextInt(4);
    return new Mlp(
        random.nextBoolean()
            ? new Mlp.Input.OneHot()
            : new Mlp.Input.Embedding(1 + random.nextInt(100)),
        hiddenLayers,
        1 + random.nextInt(1000),
        any(random, Activation.values()),
        random.nextBoolean(),
        random.nextDouble(),
        new Mlp.Depth(hiddenLayers > 1 && random.nextBoolean(), any(random, Mlp.Norms.values())),
        form,
        form != Mlp.Parametrisation.STANDARD
            ? InitPreset.UNIT
            : random.nextBoolean() ? InitPreset.DEFAULT : InitPreset.KAIMING,
        magnitude(random),
        new Output(any(random, Output.LastLayer.values()), magnitude(random)));
  }

  private static OptimizerSpec anyOptimizer(Random random) {
    var rate = new LearningRate(magnitude(random), random.nextInt(100), anySchedule(random));
    var moments = new Moments(random.nextDouble(), random.nextDouble(), magnitude(random));
    var decay =
        new WeightDecay(
            magnitude(random),
            any(random, WeightDecay.Form.values()),
            any(random, WeightDecay.Anchor.values()));
    return switch (random.nextInt(4)) {
      case 0 -> new Sgd(rate, decay);
      case 1 -> new Momentum(rate, random.nextDouble(), decay);
      case 2 -> new Adam(rate, moments, decay);
      default ->
          new AdamW(
              rate,
              moments,
              new WeightDecay(decay.strength(), WeightDecay.Form.DECOUPLED, decay.to()));
    };
  }

  private static List<TurnSpec> anyTurns(Random random) {
    var names = new ParameterPattern(List.of("*"));
    List<Trigger> triggers =
        List.of(
            new Trigger.AtStep(1 + random.nextLong(1L << 62)),
            new Trigger.Reached("train"),
            new Trigger.Reached("validation"),
            new Trigger.Crosses("weights.l2", any(random, Trigger.Side.values()), -2.5));
    List<Action> actions =
        List.of(
            new Action.Set("optimizer.weightDecay", "1.0"),
            new Action.Set("training.batch", "\"half\""),
            new Action.Set("optimizer.stage", "[{ kind = \"clip-norm\", norm = 0.5 }]"),
            new Action.Reset(names),
            new Action.Scale(names, magnitude(random)),
            new Action.Norm(names, magnitude(random)),
            new Action.Transplant(names, "runs/other"));
    return Stream.generate(() ->
            new TurnSpec(
                triggers.get(random.nextInt(triggers.size())),
                actions.get(random.nextInt(actions.size()))))
        .limit(random.nextInt(3))
        .toList();
  }

  private static OptimizerParts anyParts(Random random) {
    return random.nextBoolean()
        ? OptimizerParts.NONE
        : new OptimizerParts(
            List.of(
                new GrokfastEma(random.nextDouble(), magnitude(random)),
                new ClipNorm(magnitude(random))),
            List.of(
                new GroupSpec(
                    new ParameterPattern(List.of("*.b_*", "unembed.*")),
                    false,
                    magnitude(random),
                    magnitude(random),
                    random.nextBoolean() ? Optional.empty() : Optional.of(anyOptimizer(random))),
                new GroupSpec(ParameterPattern.ALL, true, 1, 1, Optional.empty())));
  }

  private static Schedule anySchedule(Random random) {
    long steps = 1 + random.nextLong(1L << 62);
    return switch (random.nextInt(6)) {
      case 0 -> new Schedule.Constant();
      case 1 -> new Schedule.Linear(steps, magnitude(random));
      case 2 -> new Schedule.Restarts(steps, magnitude(random));
      case 3 -> new Schedule.Step(steps, magnitude(random));
      case 4 -> new Schedule.Exponential(steps, magnitude(random));
      default -> new Schedule.Cosine(steps, magnitude(random));
    };
  }

  /// Positive doubles of every size and with every number of digits.
  private static double magnitude(Random random) {
    return (1 + random.nextInt(random.nextBoolean() ? 9 : Integer.MAX_VALUE))
        * Math.pow(10, random.nextInt(-300, 290));
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
