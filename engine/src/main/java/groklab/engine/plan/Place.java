package groklab.engine.plan;

import groklab.engine.graph.Slot;

/// Where a value lies.
public sealed interface Place {

  /// In an array of the session, which all plans share.
  ///
  /// @param offset of its first element
  record Held(Slot slot, int offset) implements Place {}

  /// In the plan's own memory.
  ///
  /// @param offset of its first element
  record Arena(int offset) implements Place {}

  /// In a worker's block memory: the value lives only while one block of rows is worked on.
  ///
  /// @param offset of the first row of the present block
  record Local(int offset) implements Place {}

  /// A packed operand of products.
  ///
  /// @param number which
  record Packed(int number) implements Place {}
}
