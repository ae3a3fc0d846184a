package groklab.lab.update;

import groklab.lab.kind.OfKind;

/// Something done around an optimiser's rule: a filter on gradients, noise, a projection of the
/// weights. The role of stages, `[[optimizer.stage]]`; each does its work in the order of the list.
public interface StageSpec extends OfKind {

  /// The share of the training examples that it keeps for itself, in [0, 1): the rule never sees
  /// their gradients. Stages share them: the largest share counts.
  default double heldOut() {
    return 0;
  }

  /// The stage in a session.
  Stage on(Scope scope);
}
