package groklab.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The fused-multiply-add peak of several cores at once, which may be less than as many times that
/// of one.
final class Peak {
  private static final Map<Integer, Double> MEASURED = new HashMap<>();

  private Peak() {}

  /// GFLOP/s of `threads` threads together, measured once per process.
  static synchronized double gflops(int threads) {
    return MEASURED.computeIfAbsent(threads, Peak::measure);
  }

  private static double measure(int threads) {
    PeakBench.measure(); // compiles it
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Double>> each = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        each.add(pool.submit(PeakBench::measure));
      }
      double sum = 0;
      for (Future<Double> one : each) {
        sum += one.get();
      }
      return sum;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring the peak", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("measuring the peak failed", e);
    }
  }
}
