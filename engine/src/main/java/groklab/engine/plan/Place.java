package groklab.engine.plan;

/// Where a value lies.
///
/// @param space which memory
/// @param offset of its first element there; for LOCAL, of the first row of a worker's current
///     block
public record Place(Space space, int offset) {

  public enum Space {
    /// the run's parameters, shared by all plans
    PARAMETERS,
    /// the gradient of the parameters, same layout
    GRADIENTS,
    /// the plan's own memory
    ARENA,
    /// a worker's block memory: the value lives only while one block of rows is worked on
    LOCAL,
    /// a packed operand of products; `offset` is its number
    PACKED
  }
}
