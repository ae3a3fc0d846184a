package groklab.zoo.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.kernel.UnaryKind;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.model.Examples;
import groklab.lab.model.Forward;
import groklab.lab.model.Initial;
import groklab.lab.model.ModelSpec;
import groklab.lab.model.Network;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Targets;
import java.util.ArrayList;
import java.util.List;

/// A Gaussian process with mean 0 and kernel s·exp(−|x − x′|²/(2ℓ²)), told the training answers up
/// to noise of variance σ² (arXiv 2310.17247). Its two parameters are ln ℓ and ln s, its output is
/// the mean of the posterior at x, and [Forward#COMPLEXITY] is what training with its evidence adds
/// to the squared error:
///
///     −ln p(y) = n/(2σ²)·(mean of (y − m)² + complexity) + n/2·ln 2π
///     complexity = mean of (y − m)·m + σ²·(ln p₁ + ... + ln p_n)/n
///
/// The hook `variance` is the variance of f(x) in the posterior, `[examples, 1]`.
///
/// m is the posterior mean at the training inputs and p_k the variance of y_k when those before it
/// are known. K = kernel + σ²·1 is eliminated column by column, without pivots, which a positive
/// definite matrix does not need; the p_k are what is divided by.
///
/// @param logLength ln ℓ at step 0
/// @param logScale ln s at step 0
/// @param noise σ², which is not trained
public record GaussianProcess(double logLength, double logScale, double noise)
    implements ModelSpec {

  public static final Kind<GaussianProcess> KIND =
      Kind.of("gaussian-process", GaussianProcess.class, GaussianProcess::read);

  private static final double MOST_LOG = 20;

  /// Each training example is some instructions of a plan.
  private static final int MOST_EXAMPLES = 200;

  private static final String LENGTH = "log_length";
  private static final String SCALE = "log_scale";
  private static final String VARIANCE = "variance";

  public GaussianProcess {
    log(logLength, "model.logLength");
    log(logScale, "model.logScale");
    Check.positive(noise, "model.noise", "0.01");
  }

  private static void log(double value, String path) {
    Check.that(
        Math.abs(value) <= MOST_LOG, path, value, "a natural logarithm from -20 to 20", "0.0");
  }

  private static GaussianProcess read(Section<GaussianProcess> s) {
    return new GaussianProcess(
        s.number("logLength", 0, GaussianProcess::logLength),
        s.number("logScale", 0, GaussianProcess::logScale),
        s.number("noise", 0.01, GaussianProcess::noise));
  }

  @Override
  public Kind<GaussianProcess> kind() {
    return KIND;
  }

  @Override
  public Network network(Problem problem) {
    if (!(problem.inputs() instanceof Inputs.Features features)
        || !(problem.targets() instanceof Targets.Reals reals)
        || features.width() != 1
        || reals.width() != 1
        || !(problem.source() instanceof Source.Fixed)) {
      throw new SpecException(
          "model.kind is \"gaussian-process\", which maps one real number to one; write task.kind ="
              + " \"noisy-sine\"");
    }
    int n = problem.trainRows().length;
    if (n > MOST_EXAMPLES) {
      throw new SpecException(
          ("model.kind is \"gaussian-process\", which takes at most %d training examples, and there"
                  + " are %d; write task.trainExamples = 50")
              .formatted(MOST_EXAMPLES, n));
    }
    return new Conditioned(problem);
  }

  private final class Conditioned extends FormulaNetwork {
    private final Examples known;

    Conditioned(Problem problem) {
      super(1, SCALE, false);
      this.known = new Examples.Known(problem, Ints.of(problem.trainRows()));
      parameters.matrix(LENGTH, 1, 1, Role.HIDDEN, new Initial.Constant(logLength));
      parameters.matrix(SCALE, 1, 1, Role.READOUT, new Initial.Constant(logScale));
    }

    @Override
    Node output(Graph g, Pass pass) {
      int n = known.count();
      Node y = known.wanted(g);
      Node own = kernel(g, known.features(g));
      Node noisy = g.add(own, g.literal(diagonal(n), n, n));
      List<Node> rows = rows(g, g.join(List.of(noisy, y)));
      Node mean = posterior(g, own, rows).mean();
      List<Node> logs = new ArrayList<>();
      for (int k = 0; k < n; k++) {
        logs.add(g.unary(UnaryKind.LOG, pivot(g, rows, k)));
      }
      Node fit = g.mean(g.multiply(g.subtract(y, mean), mean));
      Node volume = g.scale(g.mean(g.join(logs)), noise);
      pass.name(Forward.COMPLEXITY, g.add(fit, volume));
      Posterior at = posterior(g, kernel(g, pass.examples().features(g)), rows);
      Node scale = g.expand(scale(g), pass.examples().count(), 1);
      pass.name(VARIANCE, g.subtract(scale, at.explained()));
      return at.mean();
    }

    private double[] diagonal(int n) {
      double[] matrix = new double[n * n];
      for (int i = 0; i < n; i++) {
        matrix[i * n + i] = noise;
      }
      return matrix;
    }

    /// Between some inputs and the training inputs, `[inputs, n]`.
    private Node kernel(Graph g, Node x) {
      int n = known.count();
      Node others = g.reshape(known.features(g), 1, n);
      Node apart = g.square(g.subtract(g.expand(x, x.rows(), n), others));
      Node width = g.scale(g.unary(UnaryKind.EXP, g.scale(g.parameter(LENGTH, 1, 1), -2)), -0.5);
      Node near = g.unary(UnaryKind.EXP, g.multiply(apart, width));
      return g.multiply(near, scale(g));
    }

    private static Node scale(Graph g) {
      return g.unary(UnaryKind.EXP, g.parameter(SCALE, 1, 1));
    }

    /// @param mean of the posterior, `[inputs, 1]`
    /// @param explained how much of the scale is known, the other part being the variance of the
    ///     posterior
    private record Posterior(Node mean, Node explained) {}

    /// The rows that elimination subtracts: row k of `system` when the columns before k are gone.
    private static List<Node> rows(Graph g, Node system) {
      List<Node> rows = new ArrayList<>();
      Node left = system;
      for (int k = 0; k < system.rows(); k++) {
        Node row = g.gather(left, new Index.Fixed(Ints.of(k)));
        rows.add(row);
        left = without(g, left, row, k);
      }
      return rows;
    }

    private static Node without(Graph g, Node system, Node row, int k) {
      Node unit = g.divide(row, g.columns(row, k, 1));
      return g.subtract(system, g.matmul(g.columns(system, k, 1), unit));
    }

    private static Node pivot(Graph g, List<Node> rows, int k) {
      return g.columns(rows.get(k), k, 1);
    }

    /// cross · K⁻¹ · y: what elimination leaves of 0 beside `cross`, negated; and the squares of
    /// what it takes away.
    private static Posterior posterior(Graph g, Node cross, List<Node> rows) {
      Node left = g.join(List.of(cross, g.constant(0, cross.rows(), 1)));
      Node explained = g.constant(0, cross.rows(), 1);
      for (int k = 0; k < rows.size(); k++) {
        Node part = g.divide(g.square(g.columns(left, k, 1)), pivot(g, rows, k));
        explained = g.add(explained, part);
        left = without(g, left, rows.get(k), k);
      }
      return new Posterior(g.scale(g.columns(left, rows.size(), 1), -1), explained);
    }
  }
}
