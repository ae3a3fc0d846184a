package groklab.bench.step;

import groklab.bench.peer.Weight;
import groklab.bench.peer.Workload;
import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.kernel.UnaryKind;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.engine.random.RandomStream;
import groklab.lab.update.LearningRate;
import groklab.lab.update.Schedule;
import groklab.lab.update.Scope;
import groklab.lab.update.Update;
import groklab.lab.update.WeightDecay;
import groklab.zoo.update.AdamW;
import groklab.zoo.update.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The deep perceptron of arXiv 2405.19454 (12 linear layers of width 400 on 784 inputs, batch 200,
/// AdamW) on random inputs and targets, built on the engine alone. Initial weights are not
/// enlarged: the time of a step does not depend on them.
public record DeepMlpCase(String name, String about, int[] widths, int examples)
    implements StepCase {
  private static final long SEED = 0;
  private static final AdamW OPTIMIZER =
      new AdamW(
          new LearningRate(1e-3, 0, new Schedule.Constant()),
          new Moments(0.9, 0.999, 1e-8),
          new WeightDecay(0.01, WeightDecay.Form.DECOUPLED, WeightDecay.Anchor.ORIGIN));

  @Override
  public int stride() {
    return 1;
  }

  @Override
  public Ours ours(int threads) {
    return new Training(workload(), threads);
  }

  @Override
  public Workload.Dense workload() {
    List<Weight> weights = new ArrayList<>();
    for (int layer = 0; layer < widths.length - 1; layer++) {
      int in = widths[layer];
      int out = widths[layer + 1];
      double bound = 1 / Math.sqrt(in);
      weights.add(uniform("layers." + layer + ".W", bound, in, out));
      weights.add(uniform("layers." + layer + ".b", bound, out));
    }
    int classes = widths[widths.length - 1];
    RandomStream labels = RandomStream.of(SEED, "targets");
    int[] targets = new int[examples];
    for (int i = 0; i < examples; i++) {
      targets[i] = labels.below(i, classes);
    }
    float[] inputs = uniform("inputs", 1, examples, widths[0]).values();
    return new Workload.Dense(widths, inputs, targets, OPTIMIZER, weights);
  }

  private static Weight uniform(String name, double bound, long... shape) {
    RandomStream stream = RandomStream.of(SEED, name);
    long size = 1;
    for (long n : shape) {
      size *= n;
    }
    float[] values = new float[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * stream.uniform(i) - 1));
    }
    return new Weight(name, shape, values);
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  private static final class Training implements Ours {
    private final Session session;
    private final Executor executor;
    private final Update update;

    Training(Workload.Dense problem, int threads) {
      ParameterLayout layout = new ParameterLayout();
      for (Weight w : problem.weights()) {
        long[] s = w.shape();
        layout.add(w.name(), s.length == 1 ? 1 : (int) s[0], (int) s[s.length - 1]);
      }
      session = Engine.open(layout, Precision.FLOAT32, SEED, threads);
      update = problem.optimizer().on(Scope.of(session));
      executor = session.load(plan(problem, layout, threads));
      for (Weight w : problem.weights()) {
        session.write(Slot.VALUES, layout.view(w.name()).offset(), doubles(w.values()));
      }
      executor.set("x", doubles(problem.inputs()));
    }

    private static Plan plan(Workload.Dense problem, ParameterLayout layout, int workers) {
      Graph g = new Graph();
      Node x = g.input("x", problem.examples(), problem.widths()[0]);
      for (int layer = 0; layer < problem.layers(); layer++) {
        x = g.add(g.matmul(x, node(g, layout, layer, "W")), node(g, layout, layer, "b"));
        if (layer < problem.layers() - 1) {
          x = g.unary(UnaryKind.RELU, x);
        }
      }
      Node error =
          g.subtract(x, g.oneHot(new Index.Fixed(Ints.of(problem.targets())), problem.classes()));
      Node loss = g.mean(g.multiply(error, error));
      return Program.of(layout, g, Map.of("loss", loss)).withGradientsOf("loss").plan(workers);
    }

    private static Node node(Graph g, ParameterLayout layout, int layer, String kind) {
      ParameterLayout.View v = layout.view("layers." + layer + "." + kind);
      return g.parameter(v.name(), v.rows(), v.cols());
    }

    @Override
    public void step(long step) {
      executor.run(step);
      update.apply(step);
    }

    @Override
    public double loss() {
      return executor.scalar("loss");
    }

    @Override
    public long flop() {
      return executor.plan().productFlop();
    }

    @Override
    public String kernels() {
      return session.kernels();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
