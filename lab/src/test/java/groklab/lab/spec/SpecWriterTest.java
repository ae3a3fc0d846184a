package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
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

            [optimizer]
            kind = "adamw"
            learningRate = 0.001
            beta1 = 0.9
            beta2 = 0.98
            epsilon = 1e-8
            weightDecay = 1.0
            decay = "decoupled"
            decayTo = "origin"
            warmupSteps = 10
            schedule = "constant"
            scheduleSteps = 0
            finalLearningRate = 0.0

            [training]
            batch = "full"
            precision = "float32"
            lossPrecision = "float64"
            loss = "cross-entropy"

            [budget]
            steps = 40000
            stopWhen = "generalised"

            [probes]
            measures = ["default"]
            density = 1.0
            trainThreshold = 0.99
            validationThreshold = 0.95

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
        new TaskSpec.BinaryOperation(
            any(random, TaskSpec.Algebra.values()),
            List.of("add", "x^2 + \"y\"\\", "tab\there\nline", "αβ\u0001").get(random.nextInt(4)),
            3 + random.nextInt(4),
            1 - random.nextDouble(),
            any(random, TaskSpec.Split.values()),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(99)),
            any(random, TaskSpec.Tokens.values()),
            random.nextInt(100)),
        random.nextBoolean() ? anyTransformer(random) : anyMlp(random),
        anyOptimizer(random),
        new TrainingSpec(
            any(
                random,
                new TrainingSpec.Batch[] {
                  new TrainingSpec.Batch.Full(),
                  new TrainingSpec.Batch.HalfUpTo512(),
                  new TrainingSpec.Batch.Fixed(1 + random.nextInt(100))
                }),
            any(random, Precision.values()),
            any(random, LossPrecision.values()),
            any(random, TrainingSpec.Loss.values())),
        new BudgetSpec(1 + random.nextLong(1L << 62), any(random, BudgetSpec.StopWhen.values())),
        new ProbeSpec(
            List.of("default", "a.b"),
            magnitude(random) % 999 + 1e-5,
            0.5,
            1 - random.nextDouble()),
        new CheckpointSpec(random.nextLong(1L << 62), random.nextInt(5)));
  }

  private static ModelSpec anyTransformer(Random random) {
    int heads = 1 + random.nextInt(8);
    return new ModelSpec.Transformer(
        1 + random.nextInt(5),
        heads * (1 + random.nextInt(50)),
        heads,
        1 + random.nextInt(1000),
        any(random, ModelSpec.NormPlace.values()),
        any(random, NormKind.values()),
        random.nextBoolean(),
        any(random, Activation.values()),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        any(random, ModelSpec.Positions.values()),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextDouble(),
        any(random, InitPreset.values()),
        magnitude(random));
  }

  private static ModelSpec anyMlp(Random random) {
    return new ModelSpec.Mlp(
        any(random, ModelSpec.MlpInput.values()),
        1 + random.nextInt(100),
        1 + random.nextInt(4),
        1 + random.nextInt(1000),
        any(random, Activation.values()),
        random.nextBoolean(),
        random.nextDouble(),
        any(random, InitPreset.values()),
        magnitude(random));
  }

  private static OptimizerSpec anyOptimizer(Random random) {
    var kind = any(random, OptimizerSpec.Kind.values());
    return new OptimizerSpec(
        kind,
        magnitude(random),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        magnitude(random),
        magnitude(random),
        kind == OptimizerSpec.Kind.ADAMW
            ? OptimizerSpec.Decay.DECOUPLED
            : any(random, OptimizerSpec.Decay.values()),
        any(random, OptimizerSpec.DecayTo.values()),
        random.nextInt(100),
        any(random, OptimizerSpec.Schedule.values()),
        1 + random.nextLong(1L << 62),
        magnitude(random));
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
