package groklab.lab.kind;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A spec of an open kind. Each role (tasks, networks, losses, ...) is an interface that extends
/// this one.
public interface OfKind {

  /// The kind whose codec reads and writes it.
  Kind<? extends OfKind> kind();

  /// What a table of runs says of it, by column: texts and numbers. The kind's name stands there
  /// already.
  default SequencedMap<String, Object> row() {
    return new LinkedHashMap<>();
  }
}
