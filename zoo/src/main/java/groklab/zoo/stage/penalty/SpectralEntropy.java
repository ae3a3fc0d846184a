package groklab.zoo.stage.penalty;

import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.linear.SingularSystem;
import groklab.lab.update.ParameterPattern;
import groklab.lab.update.Scope;
import groklab.lab.update.Stage;
import groklab.lab.update.StageSpec;
import groklab.lab.update.UpdateProgram;
import java.util.List;

/// The slope of strength·(mean over matrices of H) is added to the gradients (arXiv 2412.09810): H
/// = −Σ p·ln(p + 1e-10) is the entropy of the singular values, p = s/Σs, not squared. The recorded
/// losses are without it.
///
/// The slope of a matrix is U·diag(∂H/∂s)·Vᵀ, of its singular value decomposition in float64 on one
/// thread ([SingularSystem]); matrices are shared out among the workers.
///
/// @param every steps between two decompositions; the slope in use is kept until the next
public record SpectralEntropy(ParameterPattern parameters, double strength, int every)
    implements StageSpec {
  private static final double EPSILON = 1e-10;

  public static final Kind<SpectralEntropy> KIND =
      Kind.of("spectral-entropy", SpectralEntropy.class, SpectralEntropy::read);

  public SpectralEntropy {
    Check.notNegative(strength, "optimizer.stage.strength", "0.1");
    Check.between(1, every, Integer.MAX_VALUE, "optimizer.stage.every", "1");
  }

  private static SpectralEntropy read(Section<SpectralEntropy> s) {
    return new SpectralEntropy(
        ParameterPattern.read(s, SpectralEntropy::parameters),
        s.number("strength", 0.1, SpectralEntropy::strength),
        s.whole("every", 1, SpectralEntropy::every));
  }

  @Override
  public Kind<SpectralEntropy> kind() {
    return KIND;
  }

  @Override
  public Stage on(Scope scope) {
    List<View> matrices =
        scope.parameters(parameters).stream().filter(p -> p.rows() > 1 && p.cols() > 1).toList();
    if (matrices.isEmpty()) {
      throw new SpecException(
          ("%s.parameters is [%s], of which none is a matrix; write names of matrices,"
                  + " e.g. [\"*W*\"]")
              .formatted(scope.place(), String.join(", ", parameters.names())));
    }
    return new Penalty(scope, matrices);
  }

  /// ∂H/∂s of singular values s, times `factor`: (a − Σ a·p)/Σs, where a = −ln(p + 1e-10) − p/(p +
  /// 1e-10).
  private static void slope(double[] s, double factor, double[] into) {
    double sum = 0;
    for (double each : s) {
      sum += each;
    }
    double mean = 0;
    for (int i = 0; i < s.length; i++) {
      double p = s[i] / sum;
      into[i] = -StrictMath.log(p + EPSILON) - p / (p + EPSILON);
      mean += into[i] * p;
    }
    for (int i = 0; i < s.length; i++) {
      into[i] = sum == 0 ? 0 : factor * (into[i] - mean) / sum;
    }
  }

  /// A matrix with room for its decomposition.
  private static final class Decomposed {
    private final View view;
    private final double[] matrix;
    private final double[] slopes;
    private final SingularSystem system;

    Decomposed(View view) {
      this.view = view;
      this.matrix = new double[view.size()];
      this.slopes = new double[Math.min(view.rows(), view.cols())];
      this.system = new SingularSystem(view.rows(), view.cols());
    }

    /// Puts the slope in the matrix' place.
    void differentiate(double factor) {
      slope(system.decompose(matrix), factor, slopes);
      system.compose(slopes, matrix);
    }
  }

  private final class Penalty implements Stage {
    private final Scope scope;
    private final Slot slope;
    private final Decomposed[] matrices;
    private final UpdateProgram.Running addition;

    Penalty(Scope scope, List<View> views) {
      this.scope = scope;
      this.slope = scope.slot("slope");
      this.matrices = views.stream().map(Decomposed::new).toArray(Decomposed[]::new);
      var program = new UpdateProgram(scope.session());
      Graph g = program.graph();
      for (View p : views) {
        program.store(Slot.GRADIENTS, p, g.add(program.gradient(p), program.held(slope, p)));
      }
      this.addition = program.compile();
    }

    /// A slope that is made anew in each step need not be kept.
    @Override
    public List<Slot> state() {
      return every == 1 ? List.of() : List.of(slope);
    }

    @Override
    public void afterGradient(long step) {
      if (scope.updatesBefore(step) % every == 0) {
        decompose();
      }
      addition.run(step);
    }

    private void decompose() {
      Session session = scope.session();
      for (Decomposed each : matrices) {
        session.read(Slot.VALUES, each.view.offset(), each.matrix);
      }
      session.forEachBlock(matrices.length, 1, this::differentiate);
      for (Decomposed each : matrices) {
        session.write(slope, each.view.offset(), each.matrix);
      }
    }

    private void differentiate(int from, int to) {
      for (int i = from; i < to; i++) {
        matrices[i].differentiate(strength / matrices.length);
      }
    }
  }
}
