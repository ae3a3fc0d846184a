package groklab.lab.measure.data;

import groklab.engine.Engine;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.LossPrecision;
import groklab.engine.kernel.Precision;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.linear.Matrix;
import groklab.lab.loss.Objective;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.problem.ExampleSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The loss as a function of the weights: its values, gradients and Hessian products, in float64
/// whatever the run's precision, because curvature belongs to the function and not to its rounding.
///
/// It works in a session of its own, so the weights of the run are never touched. A vector of
/// weights holds the matrices of all parameters one after another, in the order of
/// [groklab.lab.measure.Subject#weights], without gaps.
final class Curvature implements AutoCloseable {
  private static final String DIRECTION = "direction.";
  private static final String PRODUCT = "product.";
  private static final String OUTPUTS = "outputs";
  private static final String WEIGHTING = "weighting";

  private final Subject.Model model;
  private final Objective objective;
  private final int length;
  private final Map<ExampleSet, Plan> lossPlans = new LinkedHashMap<>();
  private final Map<Object, Plan> otherPlans = new HashMap<>();
  private final IdentityHashMap<Plan, Executor> executors = new IdentityHashMap<>();
  private final double[] part;
  private @Nullable Session session;

  Curvature(Subject.Model model) {
    this.model = model;
    this.objective = new Objective(model.spec().training().loss(), LossPrecision.FLOAT64);
    this.length = model.network().layout().count();
    this.part = new double[model.network().layout().length()];
  }

  int length() {
    return length;
  }

  private Examples examples(ExampleSet set) {
    return new Examples.Known(model.data(), Ints.of(model.data().rows(set)));
  }

  /// Operations of one loss with its gradient.
  long lossCost(ExampleSet set) {
    return Operations.IN_FLOAT64 * lossPlan(set).work();
  }

  private Plan lossPlan(ExampleSet set) {
    return lossPlans.computeIfAbsent(
        set,
        s ->
            objective.gradientPlan(model.network(), examples(s), false, model.session().workers()));
  }

  /// Operations of one Hessian product.
  long productCost() {
    return Operations.IN_FLOAT64 * productPlan().work();
  }

  /// Hv is the gradient of ⟨∇L, v⟩.
  private Plan productPlan() {
    return otherPlans.computeIfAbsent(
        PRODUCT,
        any -> {
          Network network = model.network();
          Examples examples = examples(ExampleSet.TRAIN);
          Graph g = new Graph();
          Node logits = network.forward(g, examples, false).logits();
          Node loss = objective.node(g, logits, examples);
          Program program = Program.of(network.layout(), g, Map.of(Objective.LOSS, loss));
          List<Node> parameters = program.parameters();
          List<Node> gradients = program.gradients(program.output(Objective.LOSS), parameters);
          List<Node> products = program.gradients(alongDirection(g, gradients), parameters);
          Map<String, Node> outputs = new LinkedHashMap<>();
          for (int i = 0; i < products.size(); i++) {
            outputs.put(PRODUCT + network.parameters().get(i).name(), products.get(i));
          }
          return program.reading(outputs).plan(model.session().workers());
        });
  }

  private Session session() {
    Session known = session;
    if (known == null) {
      known =
          Engine.open(model.network().layout(), Precision.FLOAT64, 0, model.session().workers());
      session = known;
    }
    return known;
  }

  private Executor executor(Plan plan) {
    return executors.computeIfAbsent(plan, session()::load);
  }

  /// The weights of the subject as a vector.
  void present(double[] into) {
    copy(model.session(), Slot.VALUES, into);
  }

  private void copy(Session from, Slot slot, double[] into) {
    int at = 0;
    for (Parameter t : model.network().parameters()) {
      double[] matrix = new double[t.view().size()];
      from.read(slot, t.view().offset(), matrix);
      System.arraycopy(matrix, 0, into, at, matrix.length);
      at += matrix.length;
    }
  }

  private void write(double[] weights) {
    if (weights.length != length) {
      throw new IllegalArgumentException(
          "%d weights do not fill a network of %d".formatted(weights.length, length));
    }
    int at = 0;
    for (Parameter t : model.network().parameters()) {
      double[] matrix = Arrays.copyOfRange(weights, at, at + t.view().size());
      session().write(Slot.VALUES, t.view().offset(), matrix);
      at += matrix.length;
    }
  }

  /// The loss at `weights`; its gradient goes to `gradient` if that is not null.
  double loss(ExampleSet set, double[] weights, double @Nullable [] gradient) {
    write(weights);
    Executor executor = executor(lossPlan(set));
    executor.run(0);
    if (gradient != null) {
      copy(session(), Slot.GRADIENTS, gradient);
    }
    return executor.scalar(Objective.LOSS);
  }

  /// The Hessian of the training loss at `weights` times `direction`.
  void product(double[] weights, double[] direction, double[] into) {
    write(weights);
    Executor executor = executor(productPlan());
    setDirection(executor, direction);
    executor.run(0);
    int at = 0;
    for (Parameter t : model.network().parameters()) {
      int size = executor.read(PRODUCT + t.name(), part);
      System.arraycopy(part, 0, into, at, size);
      at += size;
    }
  }

  /// ⟨gradients, direction⟩, the direction being an input for each parameter.
  private Node alongDirection(Graph g, List<Node> gradients) {
    List<Node> terms = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      Parameter t = model.network().parameters().get(i);
      Node v = g.input(DIRECTION + t.name(), t.view().rows(), t.view().cols());
      terms.add(g.sum(Op.Axis.ALL, g.multiply(gradients.get(i), v)));
    }
    return terms.stream().reduce(g::add).orElseThrow();
  }

  /// A parameter on which nothing depends has no input.
  private void setDirection(Executor executor, double[] direction) {
    int at = 0;
    for (Parameter t : model.network().parameters()) {
      int size = t.view().size();
      if (executor.plan().inputs().containsKey(DIRECTION + t.name())) {
        executor.set(DIRECTION + t.name(), Arrays.copyOfRange(direction, at, at + size));
      }
      at += size;
    }
  }

  // --- outputs -----------------------------------------------------------------------------------

  /// Operations of the outputs on a set.
  long outputsCost(ExampleSet set) {
    return Operations.IN_FLOAT64 * outputsPlan(set).work();
  }

  private Plan outputsPlan(ExampleSet set) {
    return otherPlans.computeIfAbsent(
        set,
        any -> {
          Graph g = new Graph();
          Node logits = model.network().forward(g, examples(set), false).logits();
          return Program.of(model.network().layout(), g, Map.of(OUTPUTS, logits))
              .plan(model.session().workers());
        });
  }

  /// The outputs on a set at `weights`; a fresh matrix.
  Matrix outputs(ExampleSet set, double[] weights) {
    write(weights);
    Executor executor = executor(outputsPlan(set));
    executor.run(0);
    return outputs(executor);
  }

  private static Matrix outputs(Executor executor) {
    var value = Objects.requireNonNull(executor.plan().outputs().get(OUTPUTS));
    double[] out = new double[value.size()];
    executor.read(OUTPUTS, out);
    return new Matrix(value.rows(), value.cols(), out);
  }

  /// The key of the plan of a set's slopes.
  private record Slope(ExampleSet set) {}

  /// J·v is the gradient of ⟨∇_w⟨outputs, u⟩, v⟩ with respect to u, of which it is a linear
  /// function: u has no value.
  private Plan slopePlan(Slope of) {
    return otherPlans.computeIfAbsent(
        of,
        any -> {
          Graph g = new Graph();
          Node logits = model.network().forward(g, examples(of.set()), false).logits();
          Program program = Program.of(model.network().layout(), g, Map.of(OUTPUTS, logits));
          Node simple = program.output(OUTPUTS);
          Node u = g.input(WEIGHTING, simple.rows(), simple.cols());
          List<Node> gradients =
              program.gradients(g.sum(Op.Axis.ALL, g.multiply(simple, u)), program.parameters());
          Node slope = program.gradients(alongDirection(g, gradients), List.of(u)).getFirst();
          return program.reading(Map.of(OUTPUTS, slope)).plan(model.session().workers());
        });
  }

  /// The Jacobian of the outputs on a set at `weights` times `direction`; a fresh matrix.
  Matrix outputSlope(ExampleSet set, double[] weights, double[] direction) {
    write(weights);
    Executor executor = executor(slopePlan(new Slope(set)));
    setDirection(executor, direction);
    executor.run(0);
    return outputs(executor);
  }

  /// Operations of a minibatch's loss with its gradient.
  long batchCost(int size) {
    return Operations.IN_FLOAT64 * batchPlan(size).work();
  }

  private Plan batchPlan(int size) {
    return otherPlans.computeIfAbsent(
        size,
        any ->
            objective.gradientPlan(
                model.network(),
                new Examples.Batch(model.data(), size),
                false,
                model.session().workers()));
  }

  /// The mean loss on some examples at `weights` with its gradient.
  ///
  /// @param examples example numbers
  double batchLoss(int[] examples, double[] weights, double[] gradient) {
    write(weights);
    Executor executor = executor(batchPlan(examples.length));
    executor.batch(examples);
    executor.run(0);
    copy(session(), Slot.GRADIENTS, gradient);
    return executor.scalar(Objective.LOSS);
  }

  /// Operations of the gradient of one output.
  long outputGradientCost(Ints examples) {
    return Operations.IN_FLOAT64 * outputGradientPlan(examples).work();
  }

  /// The gradient of ⟨outputs, weighting⟩, the weighting being an input.
  private Plan outputGradientPlan(Ints examples) {
    return otherPlans.computeIfAbsent(
        examples,
        any -> {
          Network network = model.network();
          Graph g = new Graph();
          Node logits =
              network.forward(g, new Examples.Known(model.data(), examples), false).logits();
          Node weighting = g.input(WEIGHTING, logits.rows(), logits.cols());
          Node sum = g.sum(Op.Axis.ALL, g.multiply(logits, weighting));
          return Program.of(network.layout(), g, Map.of(OUTPUTS, sum))
              .withGradientsOf(OUTPUTS)
              .plan(model.session().workers());
        });
  }

  /// The gradient of the output of one row (example, scored position) and class at `weights`.
  void outputGradient(Ints examples, double[] weights, int row, int output, double[] into) {
    write(weights);
    Executor executor = executor(outputGradientPlan(examples));
    var targets = model.data().targets();
    double[] weighting = new double[examples.size() * targets.perExample() * targets.width()];
    weighting[row * targets.width() + output] = 1;
    executor.set(WEIGHTING, weighting);
    executor.run(0);
    copy(session(), Slot.GRADIENTS, into);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
