package groklab.lab.model.layer;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Examples;
import groklab.lab.model.Initial;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.Optional;
import java.util.stream.IntStream;

/// The sum of the vectors of all tokens of an example, under the hook `hook_sum`; the vectors
/// themselves are under `hook_embed`.
///
/// @param table name of the parameter, `[tokens, width]`, or `[T·tokens, width]` of separate tables
/// @param positions T
/// @param tokens size of the vocabulary
/// @param separate whether each position has a table of its own; row t·tokens + i is token i at
///     position t
public record TokenSum(String table, int positions, int tokens, int width, boolean separate) {
  private static final String VECTORS = "hook_embed";
  private static final String SUM = "hook_sum";

  /// Describes `embed.W_E`.
  ///
  /// @param initial of its entries
  public static TokenSum of(Parameters parameters, Initial initial, TokenSum shape) {
    parameters.matrix(shape.table, shape.rows(), shape.width, Role.EMBEDDING, initial);
    return shape;
  }

  /// The sum of vectors of one table for all positions.
  public static TokenSum shared(int positions, int tokens, int width) {
    return new TokenSum("embed.W_E", positions, tokens, width, false);
  }

  /// The sum of vectors of a table for each position.
  public static TokenSum separate(int positions, int tokens, int width) {
    return new TokenSum("embed.W_E", positions, tokens, width, true);
  }

  private int rows() {
    return separate ? positions * tokens : tokens;
  }

  /// The vectors of all tokens of the examples, `[N·T, width]`.
  public Node vectors(Pass pass) {
    Node rows = pass.graph().parameter(table, rows(), width);
    return pass.name(VECTORS, pass.graph().gather(rows, index(pass.examples())));
  }

  private Index index(Examples examples) {
    if (!separate) {
      return examples.tokens();
    }
    int[] ids = examples.data().tokens("a sum of vectors").ids();
    int[] rows = IntStream.range(0, ids.length).map(i -> i % positions * tokens + ids[i]).toArray();
    return examples.perExample(rows, positions);
  }

  /// The sums of rows made of [#vectors], `[N, any]`.
  ///
  /// @param rows `[N·T, any]`
  public Node sum(Pass pass, Node rows) {
    int n = pass.examples().count();
    int[] owner = IntStream.range(0, n * positions).map(r -> r / positions).toArray();
    return pass.graph().scatter(rows, new Index.Fixed(Ints.of(owner)), n);
  }

  /// The sum of the vectors, `[N, width]`.
  public Node apply(Pass pass) {
    return pass.name(SUM, sum(pass, vectors(pass)));
  }

  /// How tokens enter.
  public Anatomy.TokenInput anatomy() {
    return separate
        ? new Anatomy.TokenInput(
            Optional.empty(), Optional.of(new Anatomy.Blocks(table, SUM, tokens, width, 1)))
        : new Anatomy.TokenInput(
            Optional.of(new Anatomy.Embedding(table, VECTORS, width)), Optional.empty());
  }

  /// The sum as what everything behind it is a function of.
  public Anatomy.Stage stage() {
    return new Anatomy.Stage(SUM, width);
  }
}
