package groklab.lab.measure.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.exec.Session;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Continuation;
import groklab.lab.problem.ExampleSet;
import groklab.measures.Subjects;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialNetworkTest {
  private static final String LOGITS = "logits";

  private static String network(String kind) {
    return kind.equals("transformer")
        ? Subjects.TRANSFORMER + "layers = 2\nnorm = \"pre\"\n"
        : Subjects.PERCEPTRON.replace("width = 9", "width = 9\nhiddenLayers = 2");
  }

  @ParameterizedTest
  @CsvSource({
    "transformer, hook_embed, blocks.1.mlp.hook_pre",
    "transformer, blocks.0.hook_resid_mid, blocks.1.mlp.hook_pre",
    "transformer, blocks.1.hook_resid_pre, blocks.1.mlp.hook_pre",
    "mlp, layers.0.hook_pre, layers.1.hook_pre",
    "mlp, layers.0.hook_post, layers.1.hook_pre"
  })
  void whatTheNetworkHadItselfGivesWhatItMadeOfIt(String kind, String from, String between) {
    Subject.Model subject = Subjects.of(network(kind), 1);
    int examples = subject.data().trainRows().length;
    List<String> read = List.of(between, LOGITS);
    List<Need> needs =
        List.of(
            new Need.Activations(ExampleSet.TRAIN, from, Need.At.ALL),
            new Need.Activations(ExampleSet.TRAIN, between, Need.At.SCORED),
            new Need.Outputs(ExampleSet.TRAIN),
            new Need.Continuation(from, read, examples));
    try (Session _ = subject.session();
        var data = new SubjectData(subject, needs)) {
      Matrix given = data.activations(ExampleSet.TRAIN, from, Need.At.ALL);
      Continuation onward = data.continuation(from, read, examples);
      onward.run(given.values());
      assertThat(onward.read(LOGITS).values()).isEqualTo(data.outputs(ExampleSet.TRAIN).values());
      assertThat(onward.read(between).values())
          .isEqualTo(data.activations(ExampleSet.TRAIN, between, Need.At.SCORED).values());
      double[] other = given.values().clone();
      for (int i = 0; i < other.length; i++) {
        other[i] += i % 3;
      }
      onward.run(other);
      assertThat(onward.read(LOGITS).values())
          .isNotEqualTo(data.outputs(ExampleSet.TRAIN).values());
      assertThat(data.met()).contains(Map.entry(needs.getLast(), 2));
      assertThat(data.of(needs.getLast())).isGreaterThan(2L * examples * given.cols());
    }
  }

  @Test
  void anActivationThatTheNetworkLacksIsAnObstacle() {
    Subject.Model subject = Subjects.of(Subjects.PERCEPTRON, 1);
    try (Session _ = subject.session();
        var data = new SubjectData(subject, List.of(new Need.Weights()))) {
      assertThat(subject.obstacle(new Need.Continuation("hook_embed", List.of(LOGITS), 1)))
          .contains("the network has no activation hook_embed");
      assertThat(
              subject.obstacle(
                  new Need.Continuation("layers.0.hook_pre", List.of("layers.1.hook_pre"), 1)))
          .get()
          .asString()
          .startsWith("the network has no activation layers.1.hook_pre");
      assertThatThrownBy(() -> data.continuation("layers.0.hook_pre", List.of(LOGITS), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("which it does not name among its needs");
    }
  }
}
