package groklab.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.plan.Program;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Objective;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookDropoutTest {
  private static final double RATE = 0.3;

  private static Network dropped(Built built, String... hooks) {
    var dropout = new HookDropout(List.of(hooks), RATE);
    return HookDropout.in(built.network(), List.of(dropout), built.data());
  }

  private static Examples all(Built built) {
    int[] rows = IntStream.range(0, built.data().examples()).toArray();
    return new Examples.Known(built.data(), Ints.of(rows));
  }

  private static Session session(Built built) {
    var session = Engine.open(built.network().layout(), built.spec().training().precision(), 7, 1);
    built.network().initialise(session, 7);
    return session;
  }

  /// Values of a hook as they are and in a training pass, at a step.
  private static Map<String, double[]> both(Built built, String hook, long step) {
    Graph g = new Graph();
    Map<String, Node> outputs = new TreeMap<>();
    outputs.put("clean", built.network().forward(g, all(built), false).hook(hook));
    outputs.put("dropped", dropped(built, hook).forward(g, all(built), true).hook(hook));
    try (Session session = session(built)) {
      Executor executor =
          session.load(Program.asWritten(built.network().layout(), g, outputs).plan(1));
      executor.run(step);
      Map<String, double[]> values = new TreeMap<>();
      outputs.forEach((name, node) -> {
        double[] into = new double[node.rows() * node.cols()];
        executor.read(name, into);
        values.put(name, into);
      });
      return values;
    }
  }

  private static double[] of(Map<String, double[]> values, String name) {
    return Objects.requireNonNull(values.get(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hook_embed",
        "blocks.0.attn.hook_pattern",
        "blocks.0.attn.hook_z",
        "blocks.0.hook_mlp_out",
        "blocks.0.hook_resid_post"
      })
  void whatIsKeptIsDividedByTheShareThatIsKept(String hook) {
    Built built = Built.transformer();
    int kept = 0;
    int entries = 0;
    for (long step = 0; step < 4; step++) {
      var values = both(built, hook, step);
      double[] clean = of(values, "clean");
      double[] dropped = of(values, "dropped");
      for (int i = 0; i < clean.length; i++) {
        if (clean[i] == 0) {
          continue;
        }
        entries++;
        if (dropped[i] != 0) {
          kept++;
          assertThat(dropped[i]).isCloseTo(clean[i] / (1 - RATE), within(1e-14));
        }
      }
    }
    double deviation = Math.sqrt(RATE * (1 - RATE) / entries);
    assertThat(kept / (double) entries).isCloseTo(1 - RATE, within(4 * deviation));
  }

  @Test
  void eachStepAndEachHookDrawsItsOwn() {
    Built built = Built.perceptron("model.hiddenLayers=2");
    double[] first = of(both(built, "layers.0.hook_post", 0), "dropped");
    assertThat(of(both(built, "layers.0.hook_post", 0), "dropped")).containsExactly(first);
    assertThat(of(both(built, "layers.0.hook_post", 1), "dropped")).isNotEqualTo(first);
    var pre = both(built, "layers.0.hook_pre", 0);
    boolean sameMask = true;
    double[] dropped = of(pre, "dropped");
    double[] clean = of(both(built, "layers.0.hook_post", 0), "clean");
    for (int i = 0; i < dropped.length; i++) {
      if (clean[i] != 0) {
        sameMask &= (dropped[i] == 0) == (first[i] == 0);
      }
    }
    assertThat(sameMask).isFalse();
  }

  @Test
  void outsideTrainingNothingIsDropped() {
    Built built = Built.transformer();
    Graph g = new Graph();
    var network = dropped(built, "hook_embed", "blocks.0.hook_mlp_out");
    assertThat(network.forward(g, all(built), false).logits())
        .isSameAs(built.network().forward(g, all(built), false).logits());
    assertThat(HookDropout.in(built.network(), List.of(), built.data())).isSameAs(built.network());
  }

  /// An edit comes first, and what it leaves is dropped from.
  @Test
  void anEditOfTheSameHookStays() {
    Built built = Built.transformer();
    Graph g = new Graph();
    var network = dropped(built, "blocks.0.hook_mlp_out");
    var edit = Interventions.at("blocks.0.hook_mlp_out", x -> g.scale(x, 2));
    Node clean = built.network().forward(g, all(built), true, edit).hook("blocks.0.hook_mlp_out");
    assertThat(network.forward(g, all(built), true, edit).hook("blocks.0.hook_mlp_out"))
        .isSameAs(g.dropout(clean, "dropout.blocks.0.hook_mlp_out", RATE));
  }

  /// Central differences of the loss of one step, whose masks stay the same.
  @Test
  void theGradientIsThatOfTheMaskedNetwork() {
    Built built = Built.transformer("model.layers=2");
    var network =
        dropped(built, "hook_embed", "blocks.0.attn.hook_pattern", "blocks.1.attn.hook_v");
    try (Session session = session(built)) {
      Executor executor =
          session.load(
              built.spec().training().objective().gradientPlan(network, all(built), true, 1));
      double h = 1e-5;
      for (Parameter p : network.parameters()) {
        double[] w = new double[p.view().size()];
        session.read(Slot.VALUES, p.view().offset(), w);
        executor.run(3);
        double[] gradient = new double[w.length];
        session.read(Slot.GRADIENTS, p.view().offset(), gradient);
        for (int i = 0; i < w.length; i += 5) {
          double kept = w[i];
          double[] losses = new double[2];
          for (int side = 0; side < 2; side++) {
            w[i] = kept + (side == 0 ? -h : h);
            session.write(Slot.VALUES, p.view().offset(), w);
            executor.run(3);
            losses[side] = executor.scalar(Objective.LOSS);
          }
          w[i] = kept;
          session.write(Slot.VALUES, p.view().offset(), w);
          assertThat((losses[1] - losses[0]) / (2 * h))
              .as(p.name())
              .isCloseTo(gradient[i], within(1e-8));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "blocks.0.hook_mlp_uot|training.dropout[0].at names \"blocks.0.hook_mlp_uot\", which is no"
            + " activation of this network; did you mean \"blocks.0.hook_mlp_out\"?",
        "?|which is no activation of this network; it has hook_embed, "
      })
  void anUnknownHookIsRefused(String hook, String sentence) {
    Built built = Built.transformer();
    assertThatThrownBy(() -> dropped(built, hook))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void anEntryWithoutHooksIsRefused() {
    assertThatThrownBy(() -> dropped(Built.transformer()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "training.dropout[0].at is []; expected names of hooks; write e.g."
                + " training.dropout[0].at = [\"logits\"]");
  }

  @Test
  void aHookHasOneRate() {
    Built built = Built.transformer();
    assertThatThrownBy(() -> dropped(built, "hook_embed", "hook_embed"))
        .isInstanceOf(SpecException.class)
        .hasMessage("training.dropout[0].at names \"hook_embed\" twice; write one rate for it");
  }
}
