package groklab.bench.peer;

/// One trainer in a comparison, ours or a peer's, at a fixed number of threads.
public interface Contender extends AutoCloseable {

  /// Before a stretch of steps: sets what is global to the process, such as the number of threads
  /// of a library.
  default void begin() {}

  /// Gradient and update number `step`, counted from 0.
  void step(long step);

  /// The loss that the last step saw before its update.
  double loss();

  @Override
  void close();
}
