package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecRangesTest {
  private final SpecReader reader = new SpecReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task.trainFraction = 1.5|task.trainFraction is 1.5; expected a share in (0, 1];"
            + " write e.g. task.trainFraction = 0.3",
        "training.batch = [[0, 32], [0, 64]]|training.batch has batches from the steps [0, 0] on;"
            + " expected ascending steps; write e.g. training.batch = [[0, 32], [1000, 64]]",
        "training.batch = [[5, 32]]|training.batch has batches from the steps [5] on; expected 1 to"
            + " 64 steps, the first of them 0; write e.g. training.batch = [[0, 32], [1000, 64]]",
        "optimizer.schedule = \"cosine\"|optimizer.scheduleSteps is missing or 0; expected a"
            + " whole number of at least 1, which optimizer.schedule needs; write e.g."
            + " optimizer.scheduleSteps = 10000",
        "task.modulus = 0|task.modulus is 0; expected a whole number from 2 to 2000; write e.g."
            + " task.modulus = 113",
        "task = { kind = \"permutations\", degree = 7 }|task.degree is 7; expected a whole number"
            + " from 3 to 6; write e.g. task.degree = 5",
        "model = { width = 100, heads = 3 }|model.width is 100 and model.heads is 3; expected a"
            + " width that is a multiple of the heads; write e.g. model.width = 99",
        "optimizer.decay = \"coupled\"|optimizer.decay is \"coupled\" but AdamW is Adam with"
            + " decoupled decay; write optimizer.kind = \"adam\" for decay inside the gradient",
        "training.dropout = [{ at = [\"hook_embed\"], rate = 1 }]|training.dropout[0].rate is"
            + " 1.0; expected a number in [0, 1); write e.g. rate = 0.1",
        "optimizer.group = [{}, { rule = { kind = \"sgd\", schedule = \"step\" } }]|"
            + "optimizer.group[1].rule.scheduleSteps is missing or 0; expected a whole number of at"
            + " least 1, which optimizer.group[1].rule.schedule needs; write e.g. scheduleSteps ="
            + " 10000",
        "optimizer.group = [{ rule = { kind = \"sgd\", scheduleSteps = 5 } }]|"
            + "optimizer.group[0].rule.scheduleSteps is 5 but has no effect because"
            + " optimizer.group[0].rule.schedule is \"constant\"; leave it out",
        "optimizer.group = [{ frozen = true, learningRateFactor = 0.1 }]|"
            + "optimizer.group[0].learningRateFactor is given but has no effect because"
            + " optimizer.group[0].frozen is true; leave one of them out",
        "turn = [{ at = 0 }]|turn[0].at is 0; expected a whole number of at least 1; write e.g. at"
            + " = 20000",
        "turn = [{ at = 5, factor = 2 }]|turn[0].factor is 2 but has no effect because"
            + " turn[0].action is \"set\"; leave it out",
        "training.batch = 0|training.batch is 0; expected \"full\", \"half\" or a number of"
            + " examples of at least 1; write e.g. training.batch = \"full\"",
        "name = \"a b\"|name is \"a b\"; expected 1 to 100 letters, digits, dots, hyphens or"
            + " underscores, the first a letter or digit; write e.g. name = \"addition-113\"",
      })
  void theSentenceNamesTheKeyTheValueTheRangeAndAnExample(String toml, String message) {
    assertThatThrownBy(() -> reader.parse(toml))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer = { kind = \"sgd\", scheduleSteps = \"x\" }",
        "name = \"\"",
        "name = \"../up\"",
        "task.modulus = 1",
        "task.modulus = -5",
        "task.modulus = 2001",
        "task.operation = \" \"",
        "task.trainFraction = 0",
        "task.trainFraction = -0.1",
        "task.trainFraction = nan",
        "task.noisyLabels = -1",
        "task = { split = \"numpy\", splitSeed = -1 }",
        "task = { split = \"numpy\", splitSeed = 4294967296 }",
        "model.layers = 0",
        "model.width = 0",
        "model.width = 65540",
        "model.heads = 0",
        "model.mlpWidth = -1",
        "model = { kind = \"moe-transformer\", mlpWidth = 0 }",
        "model.dropout = 1",
        "model.dropout = -0.1",
        "model.dropout = nan",
        "model.initScale = 0",
        "model.initScale = inf",
        "model = { kind = \"mlp\", hiddenLayers = 0 }",
        "model = { kind = \"mlp\", width = 0 }",
        "model = { kind = \"mlp\", input = \"embedding\", embeddingWidth = 0 }",
        "model = { kind = \"mlp\", dropout = 1.0 }",
        "model = { kind = \"mlp\", initScale = -1 }",
        "optimizer.learningRate = 0",
        "optimizer.learningRate = inf",
        "optimizer.learningRate = 1e999",
        "optimizer = { kind = \"momentum\", momentum = 1 }",
        "optimizer.beta1 = 1",
        "optimizer.beta2 = -0.5",
        "optimizer.epsilon = 0",
        "optimizer.weightDecay = -1",
        "optimizer.weightDecay = nan",
        "optimizer.warmupSteps = -1",
        "optimizer.schedule = \"cosine\"",
        "optimizer = { schedule = \"linear\", scheduleSteps = 5, finalLearningRate = -1 }",
        "budget.steps = 0",
        "probes.measures = []",
        "probes.measures = [\"\"]",
        "probes.measures = [\"a\", \"a\"]",
        "probes.density = 0",
        "probes.density = inf",
        "probes.trainThreshold = 0",
        "probes.validationThreshold = 1.01",
        "checkpoints.every = -1",
        "checkpoints.perDoubling = -1",
        "about.minutes = -1"
      })
  void valuesOutOfRangeAreRefused(String toml) {
    assertThatThrownBy(() -> reader.parse(toml))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching("[^\n]+; expected [^\n]+; write e\\.g\\. [^\n]+");
  }

  @Test
  void aRunSeedMustFitTheGeneratorThatItSplitsWith() {
    assertThatThrownBy(() -> reader.parse("seed = -1\ntask.split = \"numpy\""))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("seed is -1; expected a whole number from 0 to 4294967295");
    assertThat(reader.parse("seed = -1\n[task]\nsplit = \"numpy\"\nsplitSeed = 0").seed())
        .isEqualTo(-1);
  }

  @Test
  void keysOfAnOldSpecThatHadNoEffectAreReadAsZeroAndNotWrittenAgain() {
    var spec =
        reader.parse("[optimizer]\nkind = \"sgd\"\nscheduleSteps = 0\nfinalLearningRate = 0.0");
    assertThat(spec.optimizer()).isEqualTo(reader.parse("optimizer.kind = \"sgd\"").optimizer());
    assertThat(SpecWriter.write(spec)).doesNotContain("scheduleSteps", "finalLearningRate");
  }

  @Test
  void aBaseWithOneHotInputDoesNotStandInTheWayOfEmbeddings() {
    var onehot = reader.parse("model.kind = \"mlp\"");
    var spec = reader.override(onehot, List.of("model.input=embedding"));
    assertThat(SpecWriter.write(spec)).contains("embeddingWidth = 128");
  }
}
