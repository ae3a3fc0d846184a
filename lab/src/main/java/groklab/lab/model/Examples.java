package groklab.lab.model;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The examples a graph is built for: known rows of the problem (full batch, evaluation), a
/// minibatch whose rows are given at each step, or fresh examples that are set at each step.
public sealed interface Examples {

  Problem data();

  /// Number of examples of one pass.
  int count();

  /// Known example numbers.
  record Known(Problem data, Ints rows) implements Examples {
    @Override
    public int count() {
      return rows.size();
    }
  }

  /// A minibatch of `count` examples, numbers given at each step.
  record Batch(Problem data, int count) implements Examples {}

  /// `count` examples that are none of the problem's: inputs [#FEATURES] and, of real targets,
  /// [#WANTED]; classes are given as the example numbers of a batch are, one for each scored row,
  /// and tokens together with them, see [FreshTokens].
  record Fresh(Problem data, int count) implements Examples {}

  /// Input of a plan on fresh examples, `[examples, width]`.
  String FEATURES = "examples.features";

  /// Input of a plan on fresh examples, `[examples · scored positions, outputs]`.
  String WANTED = "examples.wanted";

  /// The token of each row (example, position), all T positions.
  ///
  /// @throws IllegalArgumentException if the inputs are no tokens
  default Index tokens() {
    Inputs.Tokens tokens = data().tokens("a graph");
    return this instanceof Fresh
        ? FreshTokens.of(data()).tokens(count())
        : perExample(tokens.ids(), tokens.length());
  }

  /// The features of each example, `[examples, width]`.
  ///
  /// @throws IllegalArgumentException if the inputs are no features
  default Node features(Graph g) {
    if (!(data().inputs() instanceof Inputs.Features features)) {
      throw new IllegalArgumentException("the inputs are tokens, and features are asked for");
    }
    return this instanceof Fresh
        ? g.input(FEATURES, count(), features.width())
        : rowsOf(g, features.values(), features.width(), 1);
  }

  /// The class of each row (example, scored position).
  ///
  /// @throws IllegalArgumentException if the targets are no classes
  default Index classes() {
    if (!(data().targets() instanceof Targets.Classes classes)) {
      throw new IllegalArgumentException("the targets are real numbers, and classes are asked for");
    }
    return this instanceof Fresh
        ? freshClasses(classes)
        : perExample(classes.ids(), classes.perExample());
  }

  private Index freshClasses(Targets.Classes classes) {
    return switch (data().inputs()) {
      case Inputs.Tokens _ -> FreshTokens.of(data()).classes(count());
      case Inputs.Features _ ->
          new Index.Lookup(
              Ints.of(IntStream.range(0, classes.width()).toArray()),
              1,
              count() * classes.perExample());
    };
  }

  /// What the outputs of each row should be, `[examples · scored positions, outputs]`: the real
  /// numbers, or 1 at the class and 0 elsewhere.
  default Node wanted(Graph g) {
    return switch (data().targets()) {
      case Targets.Classes classes -> g.oneHot(classes(), classes.width());
      case Targets.Reals reals when this instanceof Fresh ->
          g.input(WANTED, count() * reals.perExample(), reals.width());
      case Targets.Reals reals -> rowsOf(g, reals.values(), reals.width(), reals.perExample());
    };
  }

  /// The mean of one value for each scored row, or of several: weighted where the targets have
  /// weights.
  ///
  /// @param values `[examples · scored positions, any]`
  default Node mean(Graph g, Node values) {
    if (data().targets().weights().isEmpty()) {
      return g.mean(values);
    }
    double[] all = data().targets().weights().orElseThrow();
    Node weights = rowsOf(g, all, 1, data().targets().perExample());
    Node rows = values.cols() == 1 ? values : g.sum(Op.Axis.COLUMNS, values);
    Node sum = g.sum(Op.Axis.ALL, g.multiply(rows, weights));
    return g.scale(g.divide(sum, g.sum(Op.Axis.ALL, weights)), 1.0 / values.cols());
  }

  /// The rows of a table with `each` rows of `width` numbers for each example of the problem.
  private Node rowsOf(Graph g, double[] table, int width, int each) {
    int[] numbers = new int[table.length / width];
    Arrays.setAll(numbers, i -> i);
    return g.gather(g.literal(table, numbers.length, width), perExample(numbers, each));
  }

  /// One table entry for each (example, j < width), example-major over the whole problem, as an
  /// index of this pass.
  default Index perExample(int[] table, int width) {
    return switch (this) {
      case Known(Problem d, Ints rows) -> {
        int[] out = new int[rows.size() * width];
        for (int r = 0; r < out.length; r++) {
          out[r] = table[rows.get(r / width) * width + r % width];
        }
        yield new Index.Fixed(Ints.of(out));
      }
      case Batch(Problem d, int count) -> new Index.Lookup(Ints.of(table), width, count);
      case Fresh _ ->
          throw new IllegalArgumentException(
              "fresh examples are in no table; they are read as features or tokens");
    };
  }
}
