package groklab.bench.time;

import groklab.bench.peer.Contender;
import java.util.ArrayList;
import java.util.List;

/// One contender's way through a comparison: it remembers at which step it is, how many steps make
/// a round, and the times of its rounds.
public final class Lane {
  /// Two neighbouring warm-up rounds of times within this factor of the best seen count as stable.
  private static final double STABLE = 1.03;

  private static final int LOSSES = 10;
  private static final long MOST_STEPS = 1 << 20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  public final String name;
  public final int threads;
  public final Contender contender;
  private final int stride;
  private final List<Double> times = new ArrayList<>();
  private long next;
  private int roundSteps;

  public Lane(String name, int threads, Contender contender, int stride) {
    this.name = name;
    this.threads = threads;
    this.contender = contender;
    this.stride = stride;
    this.roundSteps = stride;
  }

  /// The losses of the first ten steps. To be called first.
  public double[] firstLosses() {
    contender.begin();
    double[] losses = new double[LOSSES];
    for (int i = 0; i < LOSSES; i++) {
      contender.step(next++);
      losses[i] = contender.loss();
    }
    while (next % stride != 0) {
      contender.step(next++);
    }
    return losses;
  }

  /// Steps until the time of a round does not fall any more, at least `seconds`, at most ten times
  /// as long; then fixes the number of steps of a round to about `roundSeconds`.
  public void warmUp(double seconds, double roundSeconds) {
    contender.begin();
    double best = Double.POSITIVE_INFINITY;
    double before = Double.POSITIVE_INFINITY;
    double total = 0;
    while (true) {
      double now = stretch(roundSteps);
      total += now * roundSteps;
      boolean stable = now < best * STABLE && before < best * STABLE;
      best = Math.min(best, now);
      before = now;
      roundSteps = stepsFor(Math.min(roundSeconds, seconds / 6), best);
      double spent = total / 1000;
      if (spent >= 10 * seconds || (spent >= seconds && stable)) {
        roundSteps = stepsFor(roundSeconds, best);
        return;
      }
    }
  }

  private int stepsFor(double seconds, double milliseconds) {
    double strides = Math.clamp(seconds * 1000 / milliseconds, 1, MOST_STEPS) / stride;
    return Math.max(1, (int) Math.round(strides)) * stride;
  }

  /// One timed round, after an untimed stride that brings its data back into the caches.
  public void round() {
    contender.begin();
    stretch(stride);
    times.add(stretch(roundSteps));
  }

  /// Milliseconds per step of `steps` steps.
  private double stretch(int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      contender.step(next++);
    }
    return (System.nanoTime() - start) / NANOS_PER_MILLI / steps;
  }

  /// Bytes allocated per step in the steady state: of the first round that allocates nothing, or
  /// else of the last one begun within `seconds`. Kernels that a step calls once or twice on a few
  /// numbers are the last to be compiled, hundreds of steps after the times have become stable, and
  /// until then each of their vectors is an object.
  public double bytesPerStep(double seconds) {
    contender.begin();
    long begin = System.nanoTime();
    double bytes;
    do {
      bytes = Meter.bytesPerStep(contender, next, roundSteps);
      next += roundSteps;
    } while (bytes > 0 && System.nanoTime() - begin < seconds * NANOS_PER_SECOND);
    return bytes;
  }

  /// Milliseconds per step over the timed rounds.
  public Spread spread() {
    return Spread.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
