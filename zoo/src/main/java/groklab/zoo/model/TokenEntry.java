package groklab.zoo.model;

import groklab.engine.graph.Node;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Pass;
import groklab.lab.model.layer.Linear;
import groklab.lab.model.layer.TokenConcatenation;
import groklab.lab.model.layer.TokenSum;
import java.util.List;

/// How the tokens of an example reach the first map of a [ChainNetwork].
sealed interface TokenEntry {

  /// What the first map gives, `[N, first.out]`.
  Node apply(Pass pass, Linear first);

  /// @param hook of what the first map gives
  Anatomy.TokenInput anatomy(Linear first, String hook);

  /// What stands in front of the first map.
  default List<Anatomy.Stage> stages() {
    return List.of();
  }

  /// The map of the sum of the tokens' vectors.
  record MapOfSum(TokenSum tokens) implements TokenEntry {
    @Override
    public Node apply(Pass pass, Linear first) {
      return first.apply(pass, tokens.apply(pass));
    }

    @Override
    public Anatomy.TokenInput anatomy(Linear first, String hook) {
      return tokens.anatomy();
    }

    @Override
    public List<Anatomy.Stage> stages() {
      return List.of(tokens.stage());
    }
  }

  /// The sum of the maps of the tokens' vectors: the bias counts once for each token.
  record SumOfMaps(TokenSum tokens) implements TokenEntry {
    @Override
    public Node apply(Pass pass, Linear first) {
      return tokens.sum(pass, first.apply(pass, tokens.vectors(pass)));
    }

    @Override
    public Anatomy.TokenInput anatomy(Linear first, String hook) {
      return tokens.anatomy();
    }
  }

  /// The map of the tokens' vectors side by side.
  record MapOfAll(TokenConcatenation tokens) implements TokenEntry {
    @Override
    public Node apply(Pass pass, Linear first) {
      return tokens.apply(pass, first);
    }

    @Override
    public Anatomy.TokenInput anatomy(Linear first, String hook) {
      return tokens.anatomy(first, hook);
    }
  }
}
