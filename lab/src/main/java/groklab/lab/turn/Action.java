package groklab.lab.turn;

import groklab.lab.update.ParameterPattern;

/// What a turn does.
public sealed interface Action {
  /// What it does, in words.
  default String words() {
    return switch (this) {
      case Set(String path, String to) -> path + " = " + to;
      case Reset(var parameters) -> "reset " + names(parameters);
      case Scale(var parameters, double factor) -> names(parameters) + " times " + factor;
      case Norm(var parameters, double norm) -> names(parameters) + " scaled to the norm " + norm;
      case Transplant(var parameters, String run) -> names(parameters) + " from " + run;
    };
  }

  /// Whether nothing is left of another one that was done just before.
  default boolean undoes(Action before) {
    return switch (this) {
      case Set(String path, String _) ->
          before instanceof Set(String other, String _) && undoes(path, other);
      case Reset(var parameters) -> before.isOf(parameters);
      case Transplant(var parameters, String _) -> before.isOf(parameters);
      case Norm(var parameters, double _) ->
          before.isOf(parameters) && (before instanceof Scale || before instanceof Norm);
      case Scale _ -> false;
    };
  }

  /// Another kind of a section starts all of the section afresh.
  private static boolean undoes(String path, String other) {
    String kind = ".kind";
    String section = path.endsWith(kind) ? path.substring(0, path.length() - kind.length()) : path;
    return other.equals(path) || other.startsWith(section + ".");
  }

  /// Whether it changes these parameters and no others.
  private boolean isOf(ParameterPattern these) {
    return switch (this) {
      case Set _ -> false;
      case Reset(var parameters) -> parameters.equals(these);
      case Scale(var parameters, double _) -> parameters.equals(these);
      case Norm(var parameters, double _) -> parameters.equals(these);
      case Transplant(var parameters, String _) -> parameters.equals(these);
    };
  }

  private static String names(ParameterPattern parameters) {
    return parameters.equals(ParameterPattern.ALL)
        ? "all parameters"
        : String.join(", ", parameters.names());
  }

  /// Sets a key of the spec from there on.
  ///
  /// @param to its value as TOML
  record Set(String path, String to) implements Action {}

  /// Gives parameters the values that they had at step 0.
  record Reset(ParameterPattern parameters) implements Action {}

  /// Multiplies parameters by a factor.
  record Scale(ParameterPattern parameters, double factor) implements Action {}

  /// Multiplies parameters by the factor that gives them, taken together, a norm.
  record Norm(ParameterPattern parameters, double norm) implements Action {}

  /// Takes parameters from the newest checkpoint of another run.
  ///
  /// @param run its directory
  record Transplant(ParameterPattern parameters, String run) implements Action {}
}
