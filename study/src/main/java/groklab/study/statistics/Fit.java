package groklab.study.statistics;

import java.util.Optional;

/// What came of fitting a model: the model, or why the data allow none.
public sealed interface Fit<M> {
  /// @param model the fitted one
  record Found<M>(M model) implements Fit<M> {}

  /// @param reason one sentence
  record Refused<M>(String reason) implements Fit<M> {}

  default Optional<M> found() {
    return switch (this) {
      case Found<M>(M model) -> Optional.of(model);
      case Refused<M> _ -> Optional.empty();
    };
  }
}
