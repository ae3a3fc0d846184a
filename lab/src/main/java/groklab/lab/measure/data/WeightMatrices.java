package groklab.lab.measure.data;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Plan;
import groklab.lab.linear.Matrix;
import groklab.lab.loss.Objective;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.model.Examples;
import groklab.lab.model.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A subject's weights, those it began with and the gradient, each matrix read when it is first
/// asked for at a probe.
final class WeightMatrices {
  private static final Need WEIGHTS = new Need.Weights();
  private static final Need GRADIENT = new Need.Gradient();

  private final Subject subject;
  private final ProbeLedger ledger;
  private final Map<String, Matrix> buffers = new HashMap<>();
  private @Nullable Plan gradientPlan;
  private @Nullable Executor gradient;

  WeightMatrices(Subject subject, ProbeLedger ledger) {
    this.subject = subject;
    this.ledger = ledger;
  }

  /// How many numbers there are in all matrices.
  long count() {
    return subject.weights().stream().mapToLong(Subject.Weight::size).sum();
  }

  Matrix present(String name) {
    return switch (subject) {
      case Subject.WeightsOnly only -> Objects.requireNonNull(only.matrices().get(name), name);
      case Subject.Model model -> read(model, Slot.VALUES, name, WEIGHTS);
    };
  }

  /// All matrices one after another; a fresh array.
  double[] presentVector() {
    double[] all = new double[Math.toIntExact(count())];
    int at = 0;
    for (Subject.Weight w : subject.weights()) {
      System.arraycopy(present(w.name()).values(), 0, all, at, w.size());
      at += w.size();
    }
    return all;
  }

  private Matrix read(Subject.Model model, Slot slot, String name, Need need) {
    String key = slot + " " + name;
    var view = model.network().layout().view(name);
    Matrix buffer =
        buffers.computeIfAbsent(
            key, any -> new Matrix(view.rows(), view.cols(), new double[view.size()]));
    if (ledger.isStale(key)) {
      model.session().read(slot, view.offset(), buffer.values());
      if (ledger.isStale(need)) {
        ledger.note(need);
      }
    }
    return buffer;
  }

  /// A matrix at step 0, rounded as the run rounds it.
  Matrix initial(String name) {
    return switch (subject) {
      case Subject.WeightsOnly _ ->
          throw new IllegalStateException("the initial weights of weights alone are not known");
      case Subject.Model model ->
          buffers.computeIfAbsent("INITIAL " + name, any -> drawn(model, name));
    };
  }

  private static Matrix drawn(Subject.Model model, String name) {
    Parameter tensor =
        model.network().parameters().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow();
    double[] values = model.network().initial(tensor, model.spec().seed());
    if (model.spec().training().precision() == Precision.FLOAT32) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) values[i];
      }
    }
    return new Matrix(tensor.view().rows(), tensor.view().cols(), values);
  }

  /// The gradient of the training loss with respect to a matrix.
  Matrix gradient(Subject.Model model, String name) {
    if (ledger.isStale(GRADIENT)) {
      ledger.note(GRADIENT);
      Executor executor = gradient;
      if (executor == null) {
        executor = model.session().load(gradientPlan(model));
        gradient = executor;
      }
      executor.run(0);
    }
    return read(model, Slot.GRADIENTS, name, GRADIENT);
  }

  /// Operations of the gradient.
  long gradientCost(Subject.Model model) {
    return gradientPlan(model).work();
  }

  private Plan gradientPlan(Subject.Model model) {
    Plan known = gradientPlan;
    if (known == null) {
      Objective objective = model.spec().training().objective();
      var examples = new Examples.Known(model.data(), Ints.of(model.data().trainRows()));
      known = objective.gradientPlan(model.network(), examples, false, model.session().workers());
      gradientPlan = known;
    }
    return known;
  }
}
