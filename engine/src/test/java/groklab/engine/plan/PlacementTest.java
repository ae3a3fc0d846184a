package groklab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Gradients;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where a value lies must not change it. Each plan is run as it is, with values in block memory,
/// in each other's places and in reused stretches, and again with a place in the arena for each
/// value alone.
class PlacementTest {
  private static final int GRAPHS = 60;

  private static Session session(ParameterLayout layout, Precision precision, int workers) {
    Session s = Engine.open(layout, precision, 5, workers);
    double[] values = new double[layout.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.6 * RandomStream.of(3, "placement").normal(i);
    }
    s.write(Slot.VALUES, 0, values);
    return s;
  }

  private static Map<String, Node> named(List<Node> nodes) {
    Map<String, Node> named = new LinkedHashMap<>();
    for (Node n : nodes) {
      named.put("node" + n.id(), n);
    }
    return named;
  }

  private static double[] read(Executor e, Node n) {
    double[] out = new double[n.size()];
    e.read("node" + n.id(), out);
    return out;
  }

  private static long local(Plan plan) {
    return plan.places().stream().filter(Place.Local.class::isInstance).count();
  }

  /// The same program with every value that is not a parameter, a gradient or packed in a place of
  /// its own.
  private static Plan spread(Plan plan) {
    Map<Integer, Value> values = new LinkedHashMap<>();
    plan.fills().forEach(f -> values.put(f.value().id(), f.value()));
    plan.inputs().values().forEach(v -> values.put(v.id(), v));
    for (Wave wave : plan.waves()) {
      for (Wave.Item item : wave.items()) {
        instructions(item).forEach(i -> i.outs().forEach(v -> values.put(v.id(), v)));
      }
    }
    List<Place> places = new ArrayList<>(plan.places());
    int length = 0;
    for (Value v : values.values()) {
      Place place = plan.places().get(v.id());
      if (place instanceof Place.Arena || place instanceof Place.Local) {
        places.set(v.id(), new Place.Arena(length));
        length += v.size();
      }
    }
    return new Plan(
        plan.waves(),
        places,
        plan.indexes(),
        plan.rowSums(),
        plan.packs(),
        plan.fills(),
        plan.inputs(),
        plan.outputs(),
        length,
        plan.productFlop());
  }

  private static List<Instruction> instructions(Wave.Item item) {
    return switch (item) {
      case Wave.Chain c -> c.instructions();
      case Wave.Single s -> List.of(s.instruction());
    };
  }

  private static void compare(
      ParameterLayout layout, List<Node> roots, Precision precision, int workers) {
    Plan plan = Planner.compile(layout, named(roots), Map.of(), 2);
    try (Session s = session(layout, precision, workers)) {
      Executor compact = s.load(plan);
      Executor spread = s.load(spread(plan));
      for (int step = 0; step < 3; step++) {
        compact.run(step);
        spread.run(step);
        for (Node n : roots) {
          assertThat(Arrays.equals(read(compact, n), read(spread, n))).as("%s", n).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void placesDoNotChangeValues(Precision precision) {
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraphs.Made made = RandomGraphs.make(seed, 25);
      List<Node> nodes = made.nodes();
      List<Node> roots = List.of(nodes.getLast(), nodes.get(nodes.size() - 4));
      compare(made.layout(), roots, precision, 1 + seed % 3);
    }
  }

  @Test
  void placesDoNotChangeGradients() {
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraphs.Made made = RandomGraphs.make(1000 + seed, 14);
      Graph g = made.graph();
      Node loss = g.sum(Op.Axis.ALL, made.nodes().getLast());
      List<Node> parameters =
          new ArrayList<>(
              Gradients.topological(loss).stream()
                  .filter(n -> n.op() instanceof Op.Parameter)
                  .toList());
      List<Node> roots = new ArrayList<>(Gradients.of(g, loss, parameters));
      roots.add(loss);
      compare(made.layout(), roots.stream().distinct().toList(), Precision.FLOAT64, 2);
    }
  }

  /// Without this the other tests would compare equal plans.
  @Test
  void randomGraphsUseBlockMemory() {
    long local = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraphs.Made made = RandomGraphs.make(seed, 25);
      List<Node> roots = List.of(made.nodes().getLast());
      local += local(Planner.compile(made.layout(), named(roots), Map.of(), 2));
    }
    assertThat(local).isGreaterThan(GRAPHS);
  }

  /// The product's start may be overwritten by its result only if the product does not read it
  /// otherwise.
  @Test
  void aProductThatIsAddedToItsOwnOperandReadsItWhole() {
    Graph g = new Graph();
    ParameterLayout layout = new ParameterLayout();
    layout.add("x", 120, 72);
    layout.add("w", 72, 72);
    Node w = g.parameter("w", 72, 72);
    Node h = g.matmul(g.parameter("x", 120, 72), w);
    Node y = g.add(h, g.matmul(h, w));
    compare(layout, List.of(g.affine(y, 2, 1)), Precision.FLOAT64, 1);
  }
}
