package groklab.lab.train;

import java.time.Duration;

/// Time since a call of [TrainingRun#run], for people and for resumption only: nothing that is
/// computed depends on it.
final class RunClock {
  private static final long NANOS = 1_000_000_000L;
  private static final long RESUMPTION_CHECKPOINT_NANOS = 30 * NANOS;
  private static final long PROGRESS_NANOS = NANOS / 5;

  private final double secondsBefore;
  private final long begin = System.nanoTime();
  private final long firstStep;
  private long lastCheckpoint = begin;
  private long lastProgress = begin;
  private long lastProgressStep;
  private double rate;

  /// @param step at which training goes on
  /// @param secondsBefore trained by earlier calls
  RunClock(long step, double secondsBefore) {
    this.firstStep = step;
    this.lastProgressStep = step;
    this.secondsBefore = secondsBefore;
  }

  /// To be called after each step.
  ///
  /// @return whether it is time to report progress
  boolean tick(long step) {
    long now = System.nanoTime();
    if (now - lastProgress < PROGRESS_NANOS) {
      return false;
    }
    rate = (step - lastProgressStep) * (double) NANOS / (now - lastProgress);
    lastProgress = now;
    lastProgressStep = step;
    return true;
  }

  /// Steps per second between the last two reports.
  double rate() {
    return rate;
  }

  boolean resumptionCheckpointDue() {
    return System.nanoTime() - lastCheckpoint >= RESUMPTION_CHECKPOINT_NANOS;
  }

  void checkpointWritten() {
    lastCheckpoint = System.nanoTime();
  }

  /// Seconds trained so far, over all resumptions.
  double seconds() {
    return secondsBefore + Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
  }

  /// Steps per second since the call.
  double averageRate(long step) {
    return (step - firstStep) * (double) NANOS / Math.max(1, System.nanoTime() - begin);
  }
}
