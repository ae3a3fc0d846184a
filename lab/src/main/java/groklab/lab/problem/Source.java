package groklab.lab.problem;

/// Where training examples come from.
public sealed interface Source {

  /// The set `train`, again and again.
  record Fixed() implements Source {}

  /// Fresh examples at every step, never the same ones. A batch is a pure function of the step, so
  /// that a resumed run goes on with the same examples.
  non-sealed interface Stream extends Source {
    /// Examples of a batch, all with as many positions and outputs as the problem's own.
    int size();

    /// The batch of a step.
    Batch batch(long step);
  }

  /// Some examples with their targets.
  record Batch(Inputs inputs, Targets targets) {}
}
