package groklab.engine.graph;

/// The name of one of a session's flat arrays, all in the order of its parameters. There may be any
/// number of them: what an update keeps between steps has slots of its own.
///
/// @param name begins the names of its tensors in a checkpoint
public record Slot(String name) {
  /// the parameters
  public static final Slot VALUES = new Slot("values");

  /// ∂loss/∂parameters of the last step
  public static final Slot GRADIENTS = new Slot("gradients");

  /// running mean of the gradients; the velocity of gradient descent with momentum
  public static final Slot FIRST_MOMENT = new Slot("first");

  /// running mean of the gradients' squares
  public static final Slot SECOND_MOMENT = new Slot("second");

  /// where weight decay pulls to, if not to the origin
  public static final Slot ANCHOR = new Slot("anchor");

  /// The matrix of one parameter in a slot.
  public record Part(Slot slot, String parameter) {}

  public Part of(String parameter) {
    return new Part(this, parameter);
  }

  @Override
  public String toString() {
    return name;
  }
}
