package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Pass;
import java.util.Optional;

/// All tokens of an example side by side, as one-hot vectors or as vectors of an embedding, in
/// front of a linear map. Row t·k + i of its matrix belongs to position t and to entry i of the k
/// numbers that stand for a token.
///
/// The product with a one-hot vector is a row of the matrix, which is how it is computed.
///
/// @param positions T
/// @param tokens size of the vocabulary
/// @param embedding empty = one-hot vectors
public record TokenConcatenation(int positions, int tokens, Optional<Embedding> embedding) {

  /// k
  private int perToken() {
    return embedding.map(Embedding::width).orElse(tokens);
  }

  /// T·k, the rows of a matrix that reads the tokens.
  public int width() {
    return positions * perToken();
  }

  /// The map of the tokens, `[N, first.out]`.
  ///
  /// @param first a map with [#width] rows
  public Node apply(Pass pass, Linear first) {
    Graph g = pass.graph();
    Node w = first.matrix(pass);
    int n = pass.examples().count();
    Node product =
        embedding
            .map(table -> g.matmul(g.reshape(table.apply(pass), n, width()), w))
            .orElseGet(() -> sumOfRows(g, w, pass.examples()));
    return first.biased(pass, product);
  }

  private Node sumOfRows(Graph g, Node w, Examples examples) {
    int[] all = examples.data().tokens("a perceptron").ids();
    int[] rows = new int[all.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % positions * tokens + all[i];
    }
    Node picked = g.gather(w, examples.perExample(rows, positions));
    int n = examples.count();
    int[] owner = new int[n * positions];
    for (int r = 0; r < owner.length; r++) {
      owner[r] = r / positions;
    }
    return g.scatter(picked, new Index.Fixed(Ints.of(owner)), n);
  }

  /// @param first the map that reads the tokens
  /// @param hook of what it gives
  public Anatomy.TokenInput anatomy(Linear first, String hook) {
    var blocks = new Anatomy.Blocks(first.weight(), hook, perToken(), first.out(), first.factor());
    return new Anatomy.TokenInput(embedding.map(Embedding::anatomy), Optional.of(blocks));
  }
}
