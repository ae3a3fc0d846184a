package groklab.app.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What the processor lacks, for a person who wonders why it takes so long.
public final class Processor {
  private Processor() {}

  /// A sentence where fused multiply-adds are not done in hardware: the results are the same bits,
  /// hundreds of times slower.
  public static Optional<String> remark() {
    var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return remark(
        machine == null || Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue()));
  }

  public static Optional<String> remark(boolean fused) {
    return fused
        ? Optional.empty()
        : Optional.of(
            "This processor has no fused multiply-add that Java can use, so every product is"
                + " computed in software: the numbers are the same, but a step takes about a"
                + " hundred times as long. Use a processor with FMA3, or a much smaller network.");
  }
}
