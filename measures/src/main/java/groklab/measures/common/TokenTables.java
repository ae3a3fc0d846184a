package groklab.measures.common;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.Blocks;
import groklab.lab.model.Anatomy.TokenInput;
import groklab.lab.problem.Pairs;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What a network stores for each token, and what its neurons write to each class.
public final class TokenTables {
  private TokenTables() {}

  /// A row for each token where it stands as the left operand: its row of T_t, see
  /// [Anatomy.TokenInput].
  public static Matrix left(ProbeData data) {
    return at(data, pairs(data).leftPosition(), data::weights);
  }

  /// The same where it stands as the right operand.
  public static Matrix right(ProbeData data) {
    return at(data, pairs(data).rightPosition(), data::weights);
  }

  /// Columns of [#left] and [#right]; 0 where there are none.
  public static int width(Subject subject) {
    return input(subject).map(TokenInput::width).orElse(0);
  }

  /// [#left] at step 0.
  public static Matrix initialLeft(ProbeData data) {
    return at(data, pairs(data).leftPosition(), data::initialWeights);
  }

  /// Why what looks at the tables does not apply to a network.
  public static Optional<String> obstacle(Subject subject) {
    return subject.anatomy().isPresent() && input(subject).isEmpty()
        ? Optional.of("the network reads no tokens, so it has no table of them")
        : Optional.empty();
  }

  private static Optional<TokenInput> input(Subject subject) {
    return subject.anatomy().flatMap(Anatomy::tokenInput);
  }

  /// T_t = s·E·W_t; the one that is absent is the identity.
  private static Matrix at(ProbeData data, int position, Function<String, Matrix> weights) {
    TokenInput input = input(data.subject()).orElseThrow();
    Optional<Matrix> embedding = input.embedding().map(e -> weights.apply(e.table()));
    Optional<Matrix> block =
        input.blocks().map((Blocks b) -> block(weights.apply(b.matrix()), position, b));
    return embedding.map(e -> block.map(e::times).orElse(e)).orElseGet(block::orElseThrow);
  }

  private static Matrix block(Matrix table, int number, Blocks blocks) {
    int size = blocks.rows() * table.cols();
    double[] out = new double[size];
    Arrays.setAll(out, i -> blocks.factor() * table.values()[number * size + i]);
    return new Matrix(blocks.rows(), table.cols(), out);
  }

  /// What each neuron of the last hidden layer adds to each class, neurons x classes: the readout
  /// of what the layer writes to the residual stream, W_out·W_U, or of the layer itself. It holds
  /// where no normalisation stands between.
  public static Matrix neuronLogitMap(ProbeData data) {
    var layers = Layers.of(data.subject());
    Matrix readout = unembedding(data);
    return layers.getLast().out().map(out -> data.weights(out).times(readout)).orElse(readout);
  }

  /// What reads the classes out, a column for each.
  public static Matrix unembedding(ProbeData data) {
    var readout = data.subject().anatomy().orElseThrow().readout();
    Matrix stored = data.weights(readout.matrix());
    return readout.transposed() ? stored.transposed() : stored;
  }

  /// The rows of a table over tokens or classes that belong to the elements, in their order.
  public static Matrix elementRows(ProbeData data, Matrix table) {
    Pairs pairs = pairs(data);
    int first = pairs.firstElement();
    return table.rows(IntStream.range(first, first + pairs.table().size()).toArray());
  }

  /// How many elements the operands have; 0 where there are no pairs.
  public static long elements(Subject subject) {
    return subject instanceof Subject.Model model
        ? model.data().facet(Pairs.class).map(p -> p.table().size()).orElse(0)
        : 0;
  }

  private static Pairs pairs(ProbeData data) {
    return ((Subject.Model) data.subject()).data().facet(Pairs.class).orElseThrow();
  }
}
