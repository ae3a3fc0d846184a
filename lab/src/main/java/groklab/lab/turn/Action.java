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
