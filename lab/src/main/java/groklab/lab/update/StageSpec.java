package groklab.lab.update;

import groklab.lab.kind.OfKind;

/// Something done around an optimiser's rule: a filter on gradients, noise, a projection of the
/// weights. The role of stages, `[[optimizer.stage]]`; each does its work in the order of the list.
public interface StageSpec extends OfKind {

  /// The stage in a session.
  Stage on(Scope scope);
}
