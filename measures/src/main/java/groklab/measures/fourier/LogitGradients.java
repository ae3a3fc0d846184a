package groklab.measures.fourier;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.cyclic.CyclicTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gradients of single logits with respect to the embedding vectors of both operands.
final class LogitGradients {
  static final int TRIPLES = ClockAndPizza.TRIPLES;
  private static final String GRADIENT = "gradient";

  private LogitGradients() {}

  /// @param left samples x width, ∂Q_abc/∂E_a
  /// @param right the same with respect to E_b
  record Pair(Matrix left, Matrix right) {}

  static final Derivation<Pair> OF_EMBEDDINGS =
      new SimpleDerivation<>(
          "gradients of logits by embeddings",
          subject -> List.of(new Need.Weights()),
          // forward and twice as much backward, for each triple
          costs -> 6L * TRIPLES * positions(costs.subject()) * costs.subject().weightCount(),
          LogitGradients::computing);

  /// The vectors to differentiate by.
  static Optional<Anatomy.Embedding> embedding(Subject subject) {
    return subject.anatomy().flatMap(Anatomy::embedding);
  }

  private static long positions(Subject subject) {
    return subject instanceof Subject.Model model ? model.data().inputs().length() : 0;
  }

  /// The gradient of Σ over samples of logit c by the embedded tokens has a row for each token of
  /// each sample.
  private static Function<ProbeData, Pair> computing(Subject subject) {
    Subject.Model model = (Subject.Model) subject;
    Problem data = model.data();
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    int m = task.order();
    int count = Math.min(TRIPLES, m * m * m);
    ClockAndPizza.Triple[] triples = ClockAndPizza.triples(m, count, model.spec().seed());
    int scored = data.targets().perExample();
    int[] rows = new int[count];
    double[] chosen = new double[count * scored * data.targets().width()];
    for (int i = 0; i < count; i++) {
      rows[i] = task.labels().tableRow(triples[i].a(), triples[i].b());
      int column = task.first() + task.labels().classes()[triples[i].c()];
      chosen[i * scored * data.targets().width() + column] = 1;
    }
    Graph g = new Graph();
    Forward forward = model.network().forward(g, new Examples.Known(data, Ints.of(rows)), false);
    Node picked =
        g.multiply(forward.logits(), g.literal(chosen, count * scored, data.targets().width()));
    Node embedded = forward.hook(embedding(subject).orElseThrow().hook());
    Program program = Program.asWritten(model.network().layout(), g, Map.of());
    Node gradient = program.gradients(g.sum(Op.Axis.ALL, picked), List.of(embedded)).getFirst();
    Plan plan = program.reading(Map.of(GRADIENT, gradient)).plan(model.session().workers());
    Executor executor = model.session().load(plan);
    Matrix all =
        new Matrix(gradient.rows(), gradient.cols(), new double[gradient.rows() * gradient.cols()]);
    Pairs pairs = data.facet(Pairs.class).orElseThrow();
    int[] left = new int[count];
    int[] right = new int[count];
    for (int i = 0; i < count; i++) {
      left[i] = i * data.inputs().length() + pairs.leftPosition();
      right[i] = i * data.inputs().length() + pairs.rightPosition();
    }
    return probe -> {
      executor.run(0);
      executor.read(GRADIENT, all.values());
      return new Pair(all.rows(left), all.rows(right));
    };
  }
}
