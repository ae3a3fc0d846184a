package groklab.engine.graph;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Program;
import groklab.engine.random.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs small graphs in float64 for tests.
final class Evaluator implements AutoCloseable {
  final ParameterLayout layout;
  final Session session;

  Evaluator(ParameterLayout layout, int workers) {
    this.layout = layout;
    this.session = Engine.open(layout, Precision.FLOAT64, 7, workers);
  }

  /// Fills all parameters with numbers of a fixed stream, in (-1.5, 1.5) and at least 0.1 away from
  /// 0, so that no test stands at a kink; with `positive`, in [0.5, 2).
  void fill(boolean positive) {
    RandomStream stream = RandomStream.of(11, "test");
    double[] values = new double[layout.length()];
    for (int i = 0; i < values.length; i++) {
      double u = stream.uniform(i);
      double signed = (u < 0.5 ? -1 : 1) * (0.1 + 1.4 * stream.uniform(i + values.length));
      values[i] = positive ? 0.5 + 1.5 * u : signed;
    }
    session.write(Slot.VALUES, 0, values);
  }

  double[] value(Node node, int... batch) {
    return values(List.of(node), batch).getFirst();
  }

  /// Values of several nodes of one plan.
  List<double[]> values(List<Node> nodes, int... batch) {
    return compile(nodes, batch).run();
  }

  /// A plan that can be run again after parameters have changed.
  Compiled compile(List<Node> nodes, int... batch) {
    Map<String, Node> outputs = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      outputs.put("node" + i, nodes.get(i));
    }
    Executor e =
        session.load(Program.asWritten(layout, new Graph(), outputs).plan(session.workers()));
    e.batch(batch);
    return new Compiled(e, nodes);
  }

  record Compiled(Executor executor, List<Node> nodes) {
    List<double[]> run() {
      executor.run(3);
      return nodes.stream()
          .map(n -> {
            double[] out = new double[n.size()];
            executor.read("node" + nodes.indexOf(n), out);
            return out;
          })
          .toList();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
