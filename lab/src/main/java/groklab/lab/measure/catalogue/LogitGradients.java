package groklab.lab.measure.catalogue;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.analysis.fourier.ClockAndPizza;
import groklab.lab.analysis.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Need;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.task.Dataset;
import groklab.lab.task.Pairs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Gradients of single logits with respect to the embedding vectors of both operands.
final class LogitGradients {
  static final String EMBEDDED = "hook_embed";
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
          costs -> 6L * TRIPLES * positions(costs.subject()) * weights(costs.subject()),
          LogitGradients::computing);

  private static long positions(Subject subject) {
    return subject instanceof Subject.Model model ? model.data().length() : 0;
  }

  private static long weights(Subject subject) {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }

  /// The gradient of Σ over samples of logit c by the embedded tokens has a row for each token of
  /// each sample.
  private static Function<ProbeData, Pair> computing(Subject subject) {
    Subject.Model model = (Subject.Model) subject;
    Dataset data = model.data();
    CyclicTask task = CyclicTask.of(subject).orElseThrow();
    int m = task.order();
    int count = Math.min(TRIPLES, m * m * m);
    ClockAndPizza.Triple[] triples = ClockAndPizza.triples(m, count, model.spec().seed());
    int scored = data.scoredPositions().length;
    int[] rows = new int[count];
    double[] chosen = new double[count * scored * data.classes()];
    for (int i = 0; i < count; i++) {
      rows[i] = task.labels().tableRow(triples[i].a(), triples[i].b());
      int column = task.first() + task.labels().classes()[triples[i].c()];
      chosen[i * scored * data.classes() + column] = 1;
    }
    Graph g = new Graph();
    Forward forward = model.network().forward(g, new Examples.Known(data, Ints.of(rows)), false);
    Node picked = g.multiply(forward.logits(), g.literal(chosen, count * scored, data.classes()));
    Node embedded = Objects.requireNonNull(forward.hooks().get(EMBEDDED));
    Program program = Program.asWritten(model.network().layout(), g, Map.of());
    Node gradient = program.gradients(g.sum(Op.Axis.ALL, picked), List.of(embedded)).getFirst();
    Plan plan = program.reading(Map.of(GRADIENT, gradient)).plan(model.session().workers());
    Executor executor = model.session().load(plan);
    Matrix all =
        new Matrix(gradient.rows(), gradient.cols(), new double[gradient.rows() * gradient.cols()]);
    Pairs pairs = data.pairs().orElseThrow();
    int[] left = new int[count];
    int[] right = new int[count];
    for (int i = 0; i < count; i++) {
      left[i] = i * data.length() + pairs.leftPosition();
      right[i] = i * data.length() + pairs.rightPosition();
    }
    return probe -> {
      executor.run(0);
      executor.read(GRADIENT, all.values());
      return new Pair(all.rows(left), all.rows(right));
    };
  }
}
