package groklab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Noise;
import groklab.engine.kernel.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plans that write to slots of the session read everything before they write anything.
class StoresTest {
  private static final int ROWS = 37;
  private static final int COLS = 19;
  private static final Slot STATE = new Slot("state");

  private static ParameterLayout layout() {
    var layout = new ParameterLayout();
    layout.add("w", ROWS, COLS);
    layout.add("v", ROWS, COLS);
    return layout;
  }

  private static double[] numbers(double from) {
    double[] out = new double[ROWS * COLS];
    for (int i = 0; i < out.length; i++) {
      out[i] = from + i;
    }
    return out;
  }

  private static double[] read(Session s, Slot slot, String name) {
    double[] out = new double[ROWS * COLS];
    s.read(slot, s.layout().view(name).offset(), out);
    return out;
  }

  private static void write(Session s, Slot slot, String name, double from) {
    s.write(slot, s.layout().view(name).offset(), numbers(from));
  }

  private static Executor load(Session s, Map<Slot.Part, Node> stores) {
    return s.load(
        Program.asWritten(s.layout(), new Graph(), Map.of()).storing(stores).plan(s.workers()));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void parametersChangePlaces(Precision precision) {
    try (Session s = Engine.open(layout(), precision, 1, 2)) {
      write(s, Slot.VALUES, "w", 0);
      write(s, Slot.VALUES, "v", 10_000);
      Graph g = new Graph();
      Map<Slot.Part, Node> stores = new LinkedHashMap<>();
      stores.put(Slot.VALUES.of("w"), g.parameter("v", ROWS, COLS));
      stores.put(Slot.VALUES.of("v"), g.parameter("w", ROWS, COLS));
      load(s, stores).run(0);
      assertThat(read(s, Slot.VALUES, "w")).containsExactly(numbers(10_000));
      assertThat(read(s, Slot.VALUES, "v")).containsExactly(numbers(0));
    }
  }

  @Test
  void whatIsStoredTwiceIsTheSameNumberInBothPlaces() {
    try (Session s = Engine.open(layout(), Precision.FLOAT64, 1, 2)) {
      write(s, Slot.VALUES, "w", 1);
      write(s, STATE, "w", 100);
      Graph g = new Graph();
      Node sum = g.add(g.parameter("w", ROWS, COLS), g.held(STATE.of("w"), ROWS, COLS));
      Map<Slot.Part, Node> stores = new LinkedHashMap<>();
      stores.put(STATE.of("w"), sum);
      stores.put(Slot.VALUES.of("w"), sum);
      stores.put(Slot.GRADIENTS.of("v"), g.scale(sum, 2));
      Executor e = load(s, stores);
      e.run(0);
      e.run(1);
      assertThat(read(s, STATE, "w")[5]).isEqualTo(2 * (6.0 + 105.0));
      assertThat(read(s, Slot.VALUES, "w")[5]).isEqualTo(2 * (6.0 + 105.0));
      assertThat(read(s, Slot.GRADIENTS, "v")[5]).isEqualTo(4 * (6.0 + 105.0));
    }
  }

  @Test
  void anAliasTurnsOnePlanToOneSlotAfterTheOther() {
    try (Session s = Engine.open(layout(), Precision.FLOAT64, 1, 2)) {
      Slot turn = new Slot("turn");
      Graph g = new Graph();
      Executor e = load(s, Map.of(turn.of("w"), g.affine(g.held(turn.of("w"), ROWS, COLS), 1, 3)));
      for (int i = 0; i < 4; i++) {
        s.alias(turn, new Slot("ring" + i % 2));
        e.run(i);
      }
      assertThat(read(s, new Slot("ring0"), "w")[7]).isEqualTo(6);
      assertThat(read(s, new Slot("ring1"), "w")[7]).isEqualTo(6);
      assertThat(read(s, turn, "w")[7]).isEqualTo(6);
    }
  }

  @Test
  void aStoreOfAnotherShapeIsRefused() {
    try (Session s = Engine.open(layout(), Precision.FLOAT64, 1, 1)) {
      Graph g = new Graph();
      assertThatThrownBy(() -> load(s, Map.of(STATE.of("w"), g.constant(1, 2, 2))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[37, 19]")
          .hasMessageContaining("[2, 2]");
    }
  }

  /// Mean, variance and neighbours of many numbers; fresh ones in each step, the same for any
  /// number of workers.
  @ParameterizedTest
  @EnumSource(Noise.class)
  void randomNumbersHaveTheMomentsOfTheirDistribution(Noise noise) {
    int rows = 500;
    int cols = 200;
    double[][] drawn = new double[3][];
    for (int workers = 1; workers <= 3; workers++) {
      try (Session s = Engine.open(layout(), Precision.FLOAT64, 1, workers)) {
        Graph g = new Graph();
        Node numbers = g.random("test", noise, rows, cols);
        Executor e =
            s.load(Program.asWritten(s.layout(), g, Map.of("x", numbers)).plan(s.workers()));
        double[] x = new double[rows * cols];
        e.run(7);
        e.read("x", x);
        drawn[workers - 1] = x;
        double[] other = x.clone();
        e.run(8);
        e.read("x", other);
        assertThat(correlation(x, other, 0)).isBetween(-0.01, 0.01);
      }
    }
    assertThat(drawn[1]).containsExactly(drawn[0]);
    assertThat(drawn[2]).containsExactly(drawn[0]);
    double mean = noise == Noise.UNIFORM ? 0.5 : 0;
    double deviation = noise == Noise.UNIFORM ? Math.sqrt(1 / 12.0) : 1;
    double sum = 0;
    double squares = 0;
    for (double v : drawn[0]) {
      sum += (v - mean) / deviation;
      squares += (v - mean) / deviation * ((v - mean) / deviation);
    }
    int n = drawn[0].length;
    assertThat(sum / n).isBetween(-4 / Math.sqrt(n), 4 / Math.sqrt(n));
    assertThat(squares / n).isBetween(0.98, 1.02);
    assertThat(correlation(drawn[0], drawn[0], 1)).isBetween(-0.01, 0.01);
  }

  private static double correlation(double[] x, double[] y, int shift) {
    int n = x.length - shift;
    double mx = 0;
    double my = 0;
    for (int i = 0; i < n; i++) {
      mx += x[i] / n;
      my += y[i + shift] / n;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      xy += (x[i] - mx) * (y[i + shift] - my);
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i + shift] - my) * (y[i + shift] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
