package groklab.lab.model.layer;

import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Initial;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;

/// A vector for each token.
///
/// @param table name of the parameter, `[tokens, width]`
/// @param hook of the vectors looked up
public record Embedding(String table, String hook, int tokens, int width) {

  /// Describes the table `embed.W_E`; the hook is `hook_embed`.
  public static Embedding of(Parameters parameters, Initialisation init, int tokens, int width) {
    return of(parameters, init.table(), tokens, width);
  }

  /// The same with initial values of its own.
  public static Embedding of(Parameters parameters, Initial initial, int tokens, int width) {
    var embedding = new Embedding("embed.W_E", "hook_embed", tokens, width);
    parameters.matrix(embedding.table, tokens, width, Role.EMBEDDING, initial);
    return embedding;
  }

  /// The vectors of all tokens of the examples, `[N·T, width]`.
  public Node apply(Pass pass) {
    Node rows = pass.graph().parameter(table, tokens, width);
    return pass.name(hook, pass.graph().gather(rows, pass.examples().tokens()));
  }

  public Anatomy.Embedding anatomy() {
    return new Anatomy.Embedding(table, hook, width);
  }
}
