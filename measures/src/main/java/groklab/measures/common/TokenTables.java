package groklab.measures.common;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.spec.ModelSpec;
import groklab.lab.task.Dataset;
import groklab.lab.task.Pairs;
import java.util.function.Function;

/// What a network stores for each token, and what its neurons write to each class.
public final class TokenTables {
  private TokenTables() {}

  /// A row for each token where it stands as the left operand: the embedding of a transformer; of a
  /// perceptron what the token adds to the neurons of the first layer from there.
  public static Matrix left(ProbeData data) {
    return at(data, pairs(data).leftPosition(), data::weights);
  }

  /// The same where it stands as the right operand.
  public static Matrix right(ProbeData data) {
    return at(data, pairs(data).rightPosition(), data::weights);
  }

  /// Columns of [#left] and [#right].
  public static int width(Subject subject) {
    return switch (SubjectSpec.model(subject)) {
      case ModelSpec.Transformer transformer -> transformer.width();
      case ModelSpec.Mlp _ -> HiddenUnits.count(subject);
    };
  }

  /// [#left] at step 0.
  public static Matrix initialLeft(ProbeData data) {
    return at(data, pairs(data).leftPosition(), data::initialWeights);
  }

  private static Matrix at(ProbeData data, int position, Function<String, Matrix> weights) {
    return switch (SubjectSpec.model(data.subject())) {
      case ModelSpec.Transformer _ -> weights.apply("embed.W_E");
      case ModelSpec.Mlp mlp ->
          switch (mlp.input()) {
            case ONEHOT -> block(weights.apply("layers.0.W"), position, dataset(data).vocabulary());
            case EMBEDDING ->
                weights
                    .apply("embed.W_E")
                    .times(block(weights.apply("layers.0.W"), position, mlp.embeddingWidth()));
          };
    };
  }

  private static Matrix block(Matrix table, int number, int rows) {
    int size = rows * table.cols();
    double[] out = new double[size];
    System.arraycopy(table.values(), number * size, out, 0, size);
    return new Matrix(rows, table.cols(), out);
  }

  /// What each neuron of the last hidden layer adds to each class, neurons x classes: W_out·W_U of
  /// a transformer (without normalisation after the block), the output matrix of a perceptron.
  public static Matrix neuronLogitMap(ProbeData data) {
    return switch (SubjectSpec.model(data.subject())) {
      case ModelSpec.Mlp _ -> data.weights("output.W");
      case ModelSpec.Transformer t -> {
        String out = "blocks.%d.mlp.W_out".formatted(t.layers() - 1);
        yield data.weights(out).times(unembedding(data));
      }
    };
  }

  /// What reads the classes out, a column for each: W_U of a transformer, the output matrix of a
  /// perceptron.
  public static Matrix unembedding(ProbeData data) {
    return switch (SubjectSpec.model(data.subject())) {
      case ModelSpec.Mlp _ -> data.weights("output.W");
      case ModelSpec.Transformer t ->
          t.tied() ? data.weights("embed.W_E").transposed() : data.weights("unembed.W_U");
    };
  }

  private static Pairs pairs(ProbeData data) {
    return dataset(data).pairs().orElseThrow();
  }

  private static Dataset dataset(ProbeData data) {
    return ((Subject.Model) data.subject()).data();
  }
}
