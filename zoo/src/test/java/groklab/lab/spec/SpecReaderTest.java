package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.LossShare;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Activation;
import groklab.lab.model.HookDropout;
import groklab.lab.model.InitPreset;
import groklab.lab.model.NormKind;
import groklab.lab.update.LearningRate;
import groklab.lab.update.OptimizerParts;
import groklab.lab.update.Schedule;
import groklab.lab.update.WeightDecay;
import groklab.zoo.control.RaiseDecay;
import groklab.zoo.loss.CrossEntropy;
import groklab.zoo.loss.MeanSquaredError;
import groklab.zoo.model.Mlp;
import groklab.zoo.model.Output;
import groklab.zoo.model.Transformer;
import groklab.zoo.task.Equations;
import groklab.zoo.task.ModularTask;
import groklab.zoo.task.PermutationTask;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Moments;
import groklab.zoo.update.Momentum;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
  private final SpecReader reader = new SpecReader();

  @Test
  void anEmptySpecIsTheMainlineOfTheProgressMeasuresPaper() {
    var spec = reader.parse("");
    assertThat(spec.name()).isEqualTo("run");
    assertThat(spec.seed()).isZero();
    assertThat(spec.task())
        .isEqualTo(
            new ModularTask(
                "add",
                113,
                new Equations(
                    0.3,
                    Equations.Split.RANDOM,
                    OptionalLong.empty(),
                    Equations.Tokens.PAIR_EQUALS,
                    0)));
    assertThat(spec.model())
        .isEqualTo(
            new Transformer(
                1,
                128,
                4,
                512,
                Transformer.NormPlace.NONE,
                NormKind.LAYER,
                false,
                Activation.RELU,
                false,
                true,
                false,
                Transformer.Positions.LEARNED,
                false,
                true,
                0,
                InitPreset.NANDA,
                1,
                1,
                new Output(Output.LastLayer.DRAWN, 1)));
    assertThat(spec.optimizer())
        .isEqualTo(
            new AdamW(
                new LearningRate(1e-3, 10, new Schedule.Constant()),
                new Moments(0.9, 0.98, 1e-8),
                new WeightDecay(1, WeightDecay.Form.DECOUPLED, WeightDecay.Anchor.ORIGIN)));
    assertThat(spec.training())
        .isEqualTo(
            new TrainingSpec(
                new TrainingSpec.Batch.Full(),
                Precision.FLOAT32,
                LossPrecision.FLOAT64,
                new CrossEntropy(),
                List.of()));
    assertThat(spec.budget())
        .isEqualTo(new BudgetSpec(40_000, BudgetSpec.StopWhen.GENERALISED, 0, 0));
    assertThat(spec.probes())
        .isEqualTo(new ProbeSpec(List.of("default"), 1, new Accuracy(), 0.99, 0.95, true));
    assertThat(spec.checkpoints()).isEqualTo(new CheckpointSpec(0, 1));
  }

  @Test
  void everyKeyOfTheDesignIsRead() {
    var spec =
        reader.parse(
            """
            name = "permutations-5"
            seed = 7
            [task]
            kind = "permutations"
            operation = "conjugate"
            degree = 4
            trainFraction = 0.5
            split = "numpy"
            splitSeed = 3
            tokens = "equation"
            noisyLabels = 12
            [model]
            kind = "mlp"
            input = "embedding"
            embeddingWidth = 32
            hiddenLayers = 2
            width = 64
            activation = "gelu-tanh"
            bias = false
            dropout = 0.1
            init = "kaiming"
            initScale = 8
            residual = true
            norm = "rms"
            lastLayer = "zero"
            outputScale = 0.5
            [optimizer]
            kind = "momentum"
            learningRate = 0.1
            momentum = 0.95
            weightDecay = 1e-4
            decay = "decoupled"
            decayTo = "initialisation"
            warmupSteps = 0
            schedule = "cosine"
            scheduleSteps = 5000
            finalLearningRate = 1e-3
            [training]
            batch = 64
            precision = "float64"
            lossPrecision = "bfloat16"
            loss = "mean-squared-error"
            [[training.dropout]]
            at = ["layers.0.hook_post"]
            rate = 0.25
            [budget]
            steps = 123
            stopWhen = "never"
            [probes]
            measures = ["default", "fourier"]
            density = 2
            criterion = "loss-share"
            trainThreshold = 0.9
            validationThreshold = 0.8
            [checkpoints]
            every = 100
            perDoubling = 0
            [[controller]]
            kind = "raise-decay"
            least = 0.02
            factor = 3.0
            every = 0.5
            below = 0.03
            above = 0.2
            """);
    assertThat(spec)
        .isEqualTo(
            new RunSpec(
                "permutations-5",
                7,
                new PermutationTask(
                    "conjugate",
                    4,
                    new Equations(
                        0.5,
                        Equations.Split.NUMPY,
                        OptionalLong.of(3),
                        Equations.Tokens.EQUATION,
                        12)),
                new Mlp(
                    new Mlp.Input.Embedding(32),
                    2,
                    64,
                    Activation.GELU_TANH,
                    false,
                    0.1,
                    new Mlp.Depth(true, Mlp.Norms.RMS),
                    Mlp.Parametrisation.STANDARD,
                    InitPreset.KAIMING,
                    8,
                    new Output(Output.LastLayer.ZERO, 0.5)),
                new Momentum(
                    new LearningRate(0.1, 0, new Schedule.Cosine(5000, 1e-3)),
                    0.95,
                    new WeightDecay(
                        1e-4, WeightDecay.Form.DECOUPLED, WeightDecay.Anchor.INITIALISATION)),
                OptimizerParts.NONE,
                new TrainingSpec(
                    new TrainingSpec.Batch.Fixed(64),
                    Precision.FLOAT64,
                    LossPrecision.BFLOAT16,
                    new MeanSquaredError(),
                    List.of(new HookDropout(List.of("layers.0.hook_post"), 0.25))),
                new BudgetSpec(123, BudgetSpec.StopWhen.NEVER, 0, 0),
                new ProbeSpec(List.of("default", "fourier"), 2, new LossShare(), 0.9, 0.8, true),
                new CheckpointSpec(100, 0),
                List.of(),
                List.of(new RaiseDecay(0.02, 3, 0.5, 0.03, 0.2)),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "adamw, 1.0, DECOUPLED",
    "adam, 0.0, COUPLED",
    "momentum, 0.0, COUPLED",
    "sgd, 0.0, COUPLED"
  })
  void decayDefaultsFollowTheKindOfOptimiser(
      String kind, double weightDecay, WeightDecay.Form decay) {
    var optimizer = reader.parse("[optimizer]\nkind = \"" + kind + "\"").optimizer();
    assertThat(optimizer.weightDecay().strength()).isEqualTo(weightDecay);
    assertThat(optimizer.weightDecay().form()).isEqualTo(decay);
  }

  @Test
  void halfABatchIsTheRuleOfTheFirstPaper() {
    var batch = reader.parse("training.batch = \"half\"").training().batch();
    assertThat(batch).isEqualTo(new TrainingSpec.Batch.HalfUpTo512());
    assertThat(batch.size(101)).isEqualTo(51);
    assertThat(batch.size(5000)).isEqualTo(512);
  }

  @Test
  void aBatchMayFollowASchedule() {
    var batch =
        reader
            .parse("training.batch = [[0, 8], [50, \"half\"], [70, \"full\"]]")
            .training()
            .batch();
    assertThat(batch.stages(101))
        .containsExactly(
            new TrainingSpec.Batch.Stage(0, 8),
            new TrainingSpec.Batch.Stage(50, 51),
            new TrainingSpec.Batch.Stage(70, 101));
    assertThat(batch.size(101)).isEqualTo(8);
    assertThatThrownBy(() -> batch.stages(7))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("8 from step 0 on")
        .hasMessageContaining("at most 7, the number of training examples");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|1 to 64 steps, the first of them 0",
        "[[5, 8]]|1 to 64 steps, the first of them 0",
        "[[0, 8], [10, 16], [10, 32]]|ascending steps",
        "[[0, 8], [10]]|a list of [step, batch]",
        "[8, 16]|a list of [step, batch]",
        "[[0, 0]]|a number of examples of at least 1",
        "[[0, [[0, 5]]]]|a number of examples",
      })
  void aScheduleOfBatchesThatIsNoneIsRefused(String batch, String expected) {
    assertThatThrownBy(() -> reader.parse("training.batch = " + batch))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("training.batch")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task.trainFracton = 0.5|task.trainFracton is not a key; did you mean task.trainFraction?",
        "task.TRAINFRACTION = 0.5|task.TRAINFRACTION is not a key; did you mean"
            + " task.trainFraction?",
        "tasks.modulus = 5|tasks is not a key; did you mean task?",
        "bsae = \"deck\"|bsae is not a key; did you mean base?",
        "about.purpse = \"x\"|about.purpse is not a key; did you mean about.purpose?",
        "model.with = 100|model.with is not a key; did you mean model.width?",
        "budget.qqqqqq = 1|budget.qqqqqq is not a key; [budget] has the keys steps,"
            + " stopWhen, memoriseBy, generaliseBy",
      })
  void anUnknownKeyIsAnErrorWithASuggestion(String toml, String message) {
    assertSentence(toml, message);
  }

  @Test
  void anUnknownKeyIsReportedBeforeTheRangeOfAnotherOne() {
    assertSentence(
        "[model]\nheads = 6\nwith = 96", "model.with is not a key; did you mean model.width?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "optimizer.momentum = 0.9|optimizer.momentum belongs to optimizer.kind = \"momentum\" or"
            + " \"nesterov\" or \"muon\", but this spec has the default kind; leave it out or"
            + " change the kind",
        "optimizer = { kind = \"sgd\", beta1 = 0.5 }|optimizer.beta1 belongs to optimizer.kind ="
            + " \"adam\" or \"adamw\" or \"lion\", but this spec has \"sgd\"; leave it out or"
            + " change the kind",
        "task.degree = 5|task.degree belongs to task.kind = \"permutations\" or \"single-index\","
            + " but this spec has the default kind; leave it out or change the kind",
        "model = { kind = \"mlp\", heads = 2 }|model.heads belongs to model.kind = \"transformer\""
            + " or \"moe-transformer\", but this spec has \"mlp\"; leave it out or change the kind",
        "optimizer.scheduleSteps = 5|optimizer.scheduleSteps is 5 but has no effect because"
            + " optimizer.schedule is \"constant\"; leave it out",
        "model = { kind = \"mlp\", embeddingWidth = 8 }|model.embeddingWidth is 8 but has no effect"
            + " because model.input is \"onehot\"; leave it out",
      })
  void aKeyOfAnotherKindIsAnError(String toml, String message) {
    assertSentence(toml, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task.modulus = \"97\"|task.modulus is the text \"97\"; expected a whole number below"
            + " 2147483648; write e.g. task.modulus = 113",
        "task.modulus = 9.5|task.modulus is the number 9.5; expected a whole number below"
            + " 2147483648; write e.g. task.modulus = 113",
        "task.modulus = 3000000000|task.modulus is the number 3000000000; expected a whole number"
            + " below 2147483648; write e.g. task.modulus = 113",
        "seed = 99999999999999999999|seed is the number 99999999999999999999; expected a whole"
            + " number; write e.g. seed = 0",
        "task = 3|task is the number 3; expected a section; write e.g. task = { ... }, or its"
            + " keys below a line [task]",
        "about = 3|about is the number 3; expected a section; write e.g. about = { ... }, or its"
            + " keys below a line [about]",
        "task.trainFraction = true|task.trainFraction is the truth value true; expected a number;"
            + " write e.g. task.trainFraction = 0.3",
        "task.operation = 1|task.operation is the number 1; expected a text in quotes;"
            + " write e.g. task.operation = \"add\"",
        "model.causal = 1|model.causal is the number 1; expected true or false; write e.g."
            + " model.causal = true",
        "model.width = [1]|model.width is a list; expected a whole number below 2147483648;"
            + " write e.g. model.width = 128",
        "probes.measures = \"default\"|probes.measures is the text \"default\"; expected a list of"
            + " texts; write e.g. probes.measures = [\"default\"]",
        "probes.measures = [1]|probes.measures[0] is the number 1; expected a text in quotes;"
            + " write e.g. probes.measures[0] = \"default\"",
        "training.batch = \"all\"|training.batch is the text \"all\"; expected \"full\", \"half\","
            + " a number of examples, or a list of [step, batch]; write e.g. training.batch ="
            + " \"full\"",
        "task.splitSeed = \"x\"|task.splitSeed is the text \"x\"; expected a whole number, or"
            + " \"run\" for the run's seed; write e.g. task.splitSeed = 0",
        "base = 1|base is the number 1; expected a recipe's name or a file's path in quotes;"
            + " write e.g. base = \"nanda2023\"",
      })
  void aWrongTypeIsNamedWithTheExpectedOne(String toml, String message) {
    assertSentence(toml, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task.tokens = \"pair-equal\"|task.tokens is \"pair-equal\"; expected one of \"pair\","
            + " \"pair-equals\", \"operation-equals\", \"equation\"; did you mean pair-equals?",
        "task.split = \"qqqqqqqq\"|task.split is \"qqqqqqqq\"; expected one of \"random\","
            + " \"python\", \"numpy\"",
        "model.kind = \"transfomer\"|model.kind is \"transfomer\"; expected one of \"transformer\","
            + " \"moe-transformer\", \"mlp\", \"pair-mlp\", \"embedding-decoder\","
            + " \"number-line\", \"circuits\", \"gaussian-process\", \"linear\","
            + " \"committee\", \"diagonal-linear\"; did you mean transformer?",
        "model.norm = \"PRE\"|model.norm is \"PRE\"; expected one of \"none\", \"pre\", \"post\";"
            + " did you mean pre?",
      })
  void anUnknownChoiceListsTheValidOnes(String toml, String message) {
    assertSentence(toml, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a = 1\nb = = 2`|2",
        "`[task]\nkind = modular`|2",
        "`seed = 1\nseed = 2`|2",
        "`seed = 1\n\nname = \"open`|3"
      })
  void aSyntaxErrorNamesTheLine(String toml, int line) {
    assertThatThrownBy(() -> reader.parse(toml))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("the spec, line " + line + ": this is not TOML (")
        .hasMessageNotContaining("\n");
  }

  private void assertSentence(String toml, String message) {
    assertThatThrownBy(() -> reader.parse(toml))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }
}
