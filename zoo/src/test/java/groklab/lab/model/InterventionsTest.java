package groklab.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.problem.Problem;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterventionsTest {
  private static final String SMALL =
      "[task]\nmodulus = 5\n[model]\nlayers = 2\nwidth = 4\nheads = 2\nmlpWidth = 6\n";

  private static Forward forward(String toml, Graph g, Interventions interventions) {
    RunSpec spec = new SpecReader().parse(toml);
    Problem data = spec.problem();
    var examples = new Examples.Known(data, Ints.of(0, 3));
    return spec.model().network(data).forward(g, examples, false, interventions);
  }

  /// Equal graphs are the same node, so an edit that reaches the output makes another one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        SMALL,
        SMALL + "norm = \"pre\"\n",
        SMALL + "norm = \"post\"\n",
        "[task]\n"
            + "modulus = 5\n"
            + "tokens = \"pair\"\n"
            + "[model]\n"
            + "kind = \"mlp\"\n"
            + "width = 4\n"
            + "hiddenLayers = 2\n",
        "[task]\n"
            + "modulus = 5\n"
            + "tokens = \"pair\"\n"
            + "[model]\n"
            + "kind = \"mlp\"\n"
            + "width = 4\n"
            + "input = \"embedding\"\n"
            + "embeddingWidth = 3\n"
      })
  void everyHookLiesOnTheRoadToTheOutput(String toml) {
    var g = new Graph();
    Forward plain = forward(toml, g, Interventions.NONE);
    assertThat(plain.hooks()).isNotEmpty();
    for (String hook : plain.hooks().keySet()) {
      UnaryOperator<Node> twice = x -> g.scale(x, 2);
      Forward edited = forward(toml, g, Interventions.at(hook, twice));
      assertThat(edited.logits()).as(hook).isNotSameAs(plain.logits());
      assertThat(edited.hooks().get(hook)).isSameAs(twice.apply(plain.hooks().get(hook)));
      assertThat(forward(toml, g, Interventions.at(hook, x -> x)).logits())
          .isSameAs(plain.logits());
    }
  }

  @Test
  void anEditOfNothingAndAnotherShapeAreRefused() {
    var g = new Graph();
    assertThatThrownBy(() -> forward(SMALL, g, Interventions.at("blocks.7.hook_z", x -> x)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an edit of blocks.7.hook_z, which the network has no activation for")
        .hasMessageContaining("blocks.1.attn.hook_z");
    assertThatThrownBy(() ->
            forward(SMALL, g, Interventions.at("hook_embed", x -> g.reshape(x, x.rows() * 2, 2))))
        .hasMessageContaining("the edit of hook_embed makes [12, 2] of [6, 4]");
  }
}
