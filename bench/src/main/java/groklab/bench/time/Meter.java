package groklab.bench.time;

import com.sun.management.ThreadMXBean;
import groklab.bench.peer.Contender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// What the process uses: bytes allocated on the Java heap and resident memory.
public final class Meter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_PER_MIB = 1024;

  private Meter() {}

  /// Bytes that all threads of the process together allocate per step, over `steps` steps from
  /// `from`; what reading the counters costs is subtracted.
  public static double bytesPerStep(Contender contender, long from, int steps) {
    long cost = -THREADS.getTotalThreadAllocatedBytes() + THREADS.getTotalThreadAllocatedBytes();
    long before = THREADS.getTotalThreadAllocatedBytes();
    for (long step = from; step < from + steps; step++) {
      contender.step(step);
    }
    long allocated = THREADS.getTotalThreadAllocatedBytes() - before - cost;
    return Math.max(0, allocated) / (double) steps;
  }

  /// Resident memory of the process, MiB.
  public static OptionalDouble residentMiB() {
    return status("VmRSS:");
  }

  /// The largest resident memory so far, MiB.
  public static OptionalDouble peakResidentMiB() {
    return status("VmHWM:");
  }

  /// Empty where the system has no such file.
  private static OptionalDouble status(String key) {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D+", "")) / KIB_PER_MIB)
          .findFirst();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
