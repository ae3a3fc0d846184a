package groklab.web.foreign;

import java.time.Duration;

/// How often something is done again that may be dear: not before a second has passed, nor ten
/// times as long as it took.
final class Pace {
  private static final long SHORTEST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long DEAR_NANOS = Duration.ofMillis(300).toNanos();
  private static final long TIMES = 10;

  private long began;
  private long due = System.nanoTime();

  boolean isDue() {
    return System.nanoTime() - due >= 0;
  }

  void begin() {
    began = System.nanoTime();
  }

  /// Whether it has taken so long already that doing it once more is to be avoided.
  boolean isDear() {
    return System.nanoTime() - began > DEAR_NANOS;
  }

  void end() {
    long now = System.nanoTime();
    due = now + Math.max(SHORTEST_NANOS, TIMES * (now - began));
  }
}
