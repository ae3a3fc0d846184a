package groklab.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.zoo.model.Transformer;
import groklab.zoo.task.Equations;
import groklab.zoo.task.ModularTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecOverrideTest {
  private final SpecReader reader = new SpecReader();

  @Test
  void valuesAreTomlAndBareWordsAreTexts() {
    var spec =
        reader.parse(
            "task.modulus = 59",
            List.of(
                "task.modulus=97",
                "task.operation=x^2+xy+y^2",
                "task.tokens = \"pair\"",
                "optimizer.learningRate=3e-4",
                "probes.measures=[\"default\", \"fourier\"]",
                "model.causal=false",
                "name=ab",
                "seed=-5"));
    var task = (ModularTask) spec.task();
    assertThat(task.modulus()).isEqualTo(97);
    assertThat(task.operation()).isEqualTo("x^2+xy+y^2");
    assertThat(task.equations().tokens()).isEqualTo(Equations.Tokens.PAIR);
    assertThat(spec.optimizer().learningRate().peak()).isEqualTo(3e-4);
    assertThat(spec.probes().measures()).containsExactly("default", "fourier");
    assertThat(((Transformer) spec.model()).causal()).isFalse();
    assertThat(spec.name()).isEqualTo("ab");
    assertThat(spec.seed()).isEqualTo(-5);
  }

  @Test
  void theLastOfEqualPathsWins() {
    assertThat(reader.parse("", List.of("seed=1", "seed=2")).seed()).isEqualTo(2);
  }

  @Test
  void anOverrideKeepsEverythingElse() {
    var spec = reader.parse("name = \"mine\"\n[model]\nwidth = 64\nlayers = 2");
    var wider = reader.override(spec, List.of("model.width=96"));
    assertThat(wider).isEqualTo(reader.parse("name = \"mine\"\n[model]\nwidth = 96\nlayers = 2"));
  }

  @Test
  void aChangedKindStartsFromItsOwnDefaultsWhateverTheOrder() {
    var spec = reader.parse("optimizer.beta2 = 0.999");
    var expected = reader.parse("[optimizer]\nkind = \"sgd\"\nlearningRate = 0.5");
    assertThat(reader.override(spec, List.of("optimizer.kind=sgd", "optimizer.learningRate=0.5")))
        .isEqualTo(expected);
    assertThat(reader.override(spec, List.of("optimizer.learningRate=0.5", "optimizer.kind=sgd")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "=1", "", "task..modulus=1", "task modulus=1", ".=1"})
  void anOverrideWithoutAPathAndAValueIsAnError(String override) {
    assertThatThrownBy(() -> reader.parse("", List.of(override)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("is not of the form path=value; write e.g. task.modulus=97");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task.modulos=5",
        "task.modulus=five",
        "task.modulus=1.5",
        "task.modulus=5\nseed=3",
        "task.modulus=0",
        "task=add",
        "training.batch=[",
        "base=deck",
        "about.purpose=none",
        "optimizer.momentum=0.9",
        "task.modulus="
      })
  void aWrongOverrideIsOneSentence(String override) {
    assertThatThrownBy(() -> reader.parse("", List.of(override)))
        .isInstanceOf(SpecException.class)
        .hasMessageNotContaining("\n")
        .hasMessageContaining(override.substring(0, override.indexOf('=')));
  }

  @Test
  void aPathThroughAValueIsAWrongType() {
    assertThatThrownBy(() -> reader.parse("", List.of("seed.x=1")))
        .isInstanceOf(SpecException.class)
        .hasMessage("seed is a table; expected a whole number; write e.g. seed = 0");
  }
}
