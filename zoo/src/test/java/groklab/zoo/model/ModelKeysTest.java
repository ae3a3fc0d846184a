package groklab.zoo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Examples;
import groklab.lab.model.Initial;
import groklab.lab.model.Network;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelKeysTest {

  private static Network network(String kind, String... keys) {
    RunSpec spec = spec(kind, keys);
    return spec.model().network(spec.problem());
  }

  private static RunSpec spec(String kind, String... keys) {
    List<String> overrides = new ArrayList<>(List.of("model.kind=" + kind));
    overrides.addAll(Arrays.asList(keys));
    return new SpecReader().parse("task.modulus = 7\ntask.tokens = \"pair\"", overrides);
  }

  private static Initial initial(Network network, String parameter) {
    return network.anatomy().parameter(parameter).initial();
  }

  @ParameterizedTest
  @CsvSource({
    "transformer, model.attentionRate=1",
    "transformer, model.outputScale=1",
    "mlp, model.outputScale=1",
    "mlp, model.parametrisation=standard",
    "mlp, model.residual=false",
    "mlp, model.norm=none"
  })
  void defaultsLeaveTheGraphAsItWas(String kind, String key) {
    Graph g = new Graph();
    Node plain = logits(g, spec(kind));
    int size = g.size();
    assertThat(logits(g, spec(kind, key))).isSameAs(plain);
    assertThat(g.size()).isEqualTo(size);
  }

  private static Node logits(Graph g, RunSpec spec) {
    Problem data = spec.problem();
    var examples = new Examples.Known(data, Ints.of(data.trainRows()));
    return spec.model().network(data).forward(g, examples, true).logits();
  }

  @Test
  void aZeroLastLayerIsZeroWithItsBias() {
    Network mlp = network("mlp", "model.lastLayer=zero");
    assertThat(initial(mlp, "output.W")).isEqualTo(new Initial.Constant(0));
    assertThat(initial(mlp, "output.b")).isEqualTo(new Initial.Constant(0));
    assertThat(initial(mlp, "layers.0.W")).isNotEqualTo(new Initial.Constant(0));
    Network transformer = network("transformer", "model.lastLayer=zero", "model.unembedBias=true");
    assertThat(initial(transformer, "unembed.W_U")).isEqualTo(new Initial.Constant(0));
    assertThat(initial(transformer, "unembed.b_U")).isEqualTo(new Initial.Constant(0));
  }

  @Test
  void otherParametrisationsBeginWithNormalWeights() {
    Network mlp =
        network(
            "mlp", "model.parametrisation=mean-field", "model.init=unit", "model.hiddenLayers=2");
    assertThat(initial(mlp, "layers.1.W")).isEqualTo(new Initial.Normal(1));
    assertThat(initial(mlp, "output.W")).isEqualTo(new Initial.Normal(1));
    assertThat(initial(mlp, "layers.0.b")).isEqualTo(new Initial.Constant(0));
    assertThat(mlp.anatomy().tokenInput().orElseThrow().blocks().orElseThrow().factor())
        .isEqualTo(1 / Math.sqrt(14));
  }

  @Test
  void theLinearModelsBeginAsThePapersDo() {
    Network delta = network("pair-mlp", "model.form=delta");
    assertThat(delta.anatomy().parameter("embed.W_E").shape()).containsExactly(7, 128);
    assertThat(initial(delta, "embed.W_E")).isEqualTo(new Initial.Normal(1 / Math.sqrt(128)));
    assertThat(initial(delta, "layers.0.b")).isEqualTo(new Initial.Uniform(1.0 / 16));
    assertThat(initial(delta, "unembed.W_U")).isEqualTo(new Initial.Normal(1.0 / 16));
    assertThat(delta.anatomy().readout().bias()).isEmpty();
    Network separate = network("pair-mlp", "model.form=x");
    assertThat(separate.anatomy().parameter("embed.W_E").shape()).containsExactly(14, 256);
  }

  @Test
  void theDecodersVectorsBeginInAnInterval() {
    Network toy = network("embedding-decoder", "model.embeddingScale=3");
    assertThat(initial(toy, "embed.W_E")).isEqualTo(new Initial.Uniform(1.5));
    assertThat(toy.anatomy().hiddenLayers()).hasSize(2);
  }

  @Test
  void aResidualPerceptronHandsOnItsSums() {
    var anatomy =
        network("mlp", "model.hiddenLayers=3", "model.residual=true", "model.norm=rms").anatomy();
    assertThat(anatomy.stages().stream().map(stage -> stage.hook()))
        .containsExactly(
            "layers.0.hook_post", "layers.1.hook_resid_post", "layers.2.hook_resid_post");
    assertThat(anatomy.readout().norms()).containsExactly("ln_final");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transformer | model.attentionRate=1.5 | model.attentionRate is 1.5; expected a number in"
            + " [0, 1]; write e.g. model.attentionRate = 1.0",
        "transformer | model.positions=rotary model.width=12 | model.positions is rotary, which"
            + " turns pairs of numbers, but a head is 3 wide; write e.g. model.width = 16",
        "transformer | model.tied=true model.lastLayer=zero | model.lastLayer is zero, but"
            + " model.tied makes the last layer the embedding; write model.tied = false or"
            + " model.lastLayer = \"drawn\"",
        "transformer | model.outputScale=0 | model.outputScale is 0.0; expected a finite number"
            + " above 0; write e.g. model.outputScale = 1.0",
        "mlp | model.residual=true | model.residual is true, but model.hiddenLayers is 1 and the"
            + " first layer cannot be skipped; write at least model.hiddenLayers = 2 or"
            + " model.residual = false",
        "mlp | model.parametrisation=ntk | model.parametrisation is ntk, whose weights begin as"
            + " N(0, 1), but model.init is default; write model.init = \"unit\"",
        "pair-mlp | model.width=7 | model.width is 7; expected an even number; write e.g."
            + " model.width = 256",
        "pair-mlp | task.tokens=pair-equals | model.kind is pair-mlp, which reads two tokens and"
            + " gives one answer, but the task has examples of 3 tokens and 1 answers; write"
            + " task.tokens = \"pair\"",
        "embedding-decoder | model.init=nanda | model.init is nanda, which is defined for"
            + " transformers only; write model.init = \"default\" or \"kaiming\""
      })
  void badKeysAreRefusedWithASentence(String kind, String keys, String sentence) {
    assertThatThrownBy(() -> network(kind, keys.split(" ")))
        .isInstanceOf(SpecException.class)
        .hasMessage(sentence);
  }
}
