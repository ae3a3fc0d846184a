package groklab.lab.model;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// How fresh tokens are told to a plan, which takes one list of numbers for each step: at each
/// position of each example its token and its class as one number, token·classes + class. All
/// positions are scored.
///
/// @param vocabulary number of different tokens
/// @param classes number of classes
/// @param length positions of an example
public record FreshTokens(int vocabulary, int classes, int length) {
  private static final int MOST = 1 << 22;

  /// Of a problem whose inputs are tokens.
  ///
  /// @throws IllegalArgumentException if its targets are no classes at all positions, or there are
  ///     too many of them
  public static FreshTokens of(Problem problem) {
    Inputs.Tokens tokens = problem.tokens("a stream");
    if (!(problem.targets() instanceof Targets.Classes targets)
        || targets.perExample() != tokens.length()
        || (long) tokens.vocabulary() * targets.width() > MOST) {
      throw new IllegalArgumentException(
          "fresh tokens have a class at each position, and at most %d pairs of both"
              .formatted(MOST));
    }
    return new FreshTokens(tokens.vocabulary(), targets.width(), tokens.length());
  }

  Index tokens(int examples) {
    return each(examples, pair -> pair / classes);
  }

  Index classes(int examples) {
    return each(examples, pair -> pair % classes);
  }

  private Index each(int examples, IntUnaryOperator of) {
    int[] table = new int[vocabulary * classes];
    Arrays.setAll(table, of);
    return new Index.Lookup(Ints.of(table), 1, examples * length);
  }

  /// The numbers of a step. Allocates nothing.
  ///
  /// @param into as many as there are positions in all
  public void pairs(int[] tokens, int[] classes, int[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = tokens[i] * this.classes + classes[i];
    }
  }
}
