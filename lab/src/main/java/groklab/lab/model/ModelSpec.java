package groklab.lab.model;

import groklab.lab.kind.OfKind;
import groklab.lab.problem.Problem;

/// A network's description: the role of networks.
public interface ModelSpec extends OfKind {

  /// The widest layer accepted; beyond it one matrix fills the memory of an ordinary computer.
  int MAX_WIDTH = 1 << 16;

  /// The network for the inputs and targets of a problem.
  ///
  /// @throws groklab.lab.kind.SpecException if it cannot read these inputs or give these outputs
  Network network(Problem problem);
}
