package groklab.zoo.update;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.update.Backward;
import groklab.lab.update.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The problems of `golden/updates.py`: a quadratic, and a small network.
final class SmallProblem implements AutoCloseable {
  final ParameterLayout layout = new ParameterLayout();
  final Session session;
  final Optimizer optimizer;
  private final Executor gradients;
  private final Executor outerGradients;
  double loss;

  private SmallProblem(boolean network, String optimizerLines, int threads) {
    Graph g = new Graph();
    Node value = network ? network(g, 30) : quadratic(g, 20);
    session = Engine.open(layout, Precision.FLOAT64, 3, threads);
    int number = 0;
    for (var view : layout.views()) {
      double[] w = numbers(view.size(), number++);
      for (int i = 0; i < w.length; i++) {
        w[i] *= 0.8;
      }
      session.write(Slot.VALUES, view.offset(), w);
    }
    gradients =
        session.load(
            Program.of(layout, g, Map.of("loss", value)).withGradientsOf("loss").plan(threads));
    Graph other = new Graph();
    Node outer = network ? network(other, 70) : quadratic(other, 60);
    outerGradients =
        session.load(
            Program.of(layout, other, Map.of("loss", outer)).withGradientsOf("loss").plan(threads));
    RunSpec spec = new SpecReader().parse("[optimizer]\nwarmupSteps = 0\n" + optimizerLines);
    optimizer =
        new Optimizer(spec.optimizer(), spec.optimizerParts(), session, Set.of(), new Gradients());
    optimizer.begin();
    for (var kept : optimizer.kept()) {
      for (var table : kept.tables()) {
        if (table.name().equals("weights")) {
          System.arraycopy(
              numbers(table.numbers().length, 50), 0, table.numbers(), 0, table.numbers().length);
        }
      }
    }
  }

  static SmallProblem quadratic(String optimizerLines) {
    return new SmallProblem(false, optimizerLines, 2);
  }

  static SmallProblem quadratic(String optimizerLines, int threads) {
    return new SmallProblem(false, optimizerLines, threads);
  }

  static SmallProblem network(String optimizerLines) {
    return new SmallProblem(true, optimizerLines, 2);
  }

  static SmallProblem network(String optimizerLines, int threads) {
    return new SmallProblem(true, optimizerLines, threads);
  }

  /// sin(1.7·k + 0.37·k² + shift)
  static double[] numbers(int n, double shift) {
    double[] out = new double[n];
    for (int k = 0; k < n; k++) {
      out[k] = StrictMath.sin(1.7 * k + 0.37 * k * k + shift);
    }
    return out;
  }

  private Node parameter(Graph g, String name, int rows, int cols) {
    if (layout.views().stream().noneMatch(view -> view.name().equals(name))) {
      layout.add(name, rows, cols);
    }
    return g.parameter(name, rows, cols);
  }

  /// @param shift of the targets
  private Node quadratic(Graph g, int shift) {
    Node loss = g.constant(0, 1, 1);
    int number = 0;
    for (Node w :
        new Node[] {parameter(g, "W1", 3, 5), parameter(g, "W2", 5, 3), parameter(g, "b", 1, 4)}) {
      Node curvature =
          g.affine(g.literal(numbers(w.size(), 10 + number), w.rows(), w.cols()), 1, 1.5);
      Node target = g.literal(numbers(w.size(), shift + number), w.rows(), w.cols());
      Node squares = g.multiply(curvature, g.square(g.subtract(w, target)));
      loss = g.add(loss, g.scale(g.sum(Op.Axis.ALL, squares), 0.5));
      number++;
    }
    return loss;
  }

  /// @param shift of the inputs; of the outputs 10 more
  private Node network(Graph g, int shift) {
    Node w1 = parameter(g, "W1", 3, 6);
    Node b1 = parameter(g, "b1", 1, 6);
    Node w2 = parameter(g, "W2", 6, 2);
    Node b2 = parameter(g, "b2", 1, 2);
    Node x = g.literal(numbers(24, shift), 8, 3);
    Node y = g.literal(numbers(16, shift + 10), 8, 2);
    Node hidden = g.unary(UnaryKind.TANH, g.add(g.matmul(x, w1), b1));
    return g.mean(g.square(g.subtract(g.add(g.matmul(hidden, w2), b2), y)));
  }

  /// Of the problem, and of one with other targets or examples in place of what is held out.
  private final class Gradients implements Backward {
    @Override
    public double run(long step) {
      gradients.run(step);
      loss = gradients.scalar("loss");
      return loss;
    }

    @Override
    public void heldOut(long step) {
      outerGradients.run(step);
    }
  }

  Map<String, double[]> weights() {
    return slot(Slot.VALUES);
  }

  Map<String, double[]> slot(Slot slot) {
    Map<String, double[]> out = new LinkedHashMap<>();
    for (var view : layout.views()) {
      double[] w = new double[view.size()];
      session.read(slot, view.offset(), w);
      out.put(view.name(), w);
    }
    return out;
  }

  @Override
  public void close() {
    session.close();
  }
}
