package groklab.lab.measure.data;

import groklab.engine.exec.Executor;
import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Program;
import groklab.lab.linear.Matrix;
import groklab.lab.measure.Need;
import groklab.lab.measure.Subject;
import groklab.lab.measure.function.Intervention;
import groklab.lab.measure.function.Scores;
import groklab.lab.model.Examples;
import groklab.lab.model.Interventions;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs the network with an activation edited: what the edit takes away is given with each pass;
/// the plan is compiled once.
final class EditedNetwork implements Intervention {
  private static final String OUTPUTS = "outputs";
  private static final String SCALE = "scale";
  private static final String SHIFT = "shift";

  private final Subject.Model model;
  private final Plan plan;
  private final Scores scores;
  private final Runnable onPass;
  private final Matrix outputs;
  private int positions;
  private int units;
  private @Nullable Executor executor;

  /// @param scores to fill in
  /// @param onPass called at each pass
  EditedNetwork(
      Subject.Model model, Need.Intervention need, int[] examples, Scores scores, Runnable onPass) {
    this.model = model;
    this.scores = scores;
    this.onPass = onPass;
    var known = new Examples.Known(model.data(), Ints.of(examples));
    Graph g = new Graph();
    Interventions edit =
        Interventions.at(
            need.hook(),
            x ->
                switch (need.edit()) {
                  case UNITS -> editUnits(g, x, examples.length);
                  case TOKENS -> editTokens(g, x, known);
                });
    Node logits = model.network().forward(g, known, false, edit).logits();
    plan =
        Program.of(model.network().layout(), g, Map.of(OUTPUTS, logits))
            .plan(model.session().workers());
    var value = Objects.requireNonNull(plan.outputs().get(OUTPUTS));
    outputs = new Matrix(value.rows(), value.cols(), new double[value.size()]);
  }

  private Node editUnits(Graph g, Node x, int examples) {
    positions = x.rows() / examples;
    units = x.cols();
    Node scale = g.input(SCALE, positions, units);
    Node shift = g.input(SHIFT, positions, units);
    if (positions > 1) {
      var each = new Index.Periodic(Ints.of(IntStream.range(0, positions).toArray()), examples);
      return g.add(g.multiply(x, g.gather(scale, each)), g.gather(shift, each));
    }
    return g.add(g.multiply(x, scale), shift);
  }

  private Node editTokens(Graph g, Node x, Examples examples) {
    positions = model.data().tokens("an edit of tokens").vocabulary();
    units = x.cols();
    return g.add(x, g.gather(g.input(SHIFT, positions, units), examples.tokens()));
  }

  @Override
  public int rows() {
    return positions;
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public Scores scaled(double[] scale, double[] shift) {
    ready().set(SCALE, scale);
    return shifted(shift);
  }

  @Override
  public Scores shifted(double[] shift) {
    Executor e = ready();
    e.set(SHIFT, shift);
    onPass.run();
    e.run(0);
    e.read(OUTPUTS, outputs.values());
    scores.compute(outputs, 0, model.session());
    return scores;
  }

  private Executor ready() {
    Executor known = executor;
    if (known == null) {
      known = model.session().load(plan);
      executor = known;
    }
    return known;
  }

  /// Operations of a pass, without what its scores take.
  long cost() {
    return plan.work();
  }
}
