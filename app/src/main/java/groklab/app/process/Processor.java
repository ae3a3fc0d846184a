package groklab.app.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What the processor or the Java virtual machine lacks, for a person who wonders why it takes so
/// long. The results are the same bits.
public final class Processor {
  /// Compilation level of the optimising compiler, C2.
  private static final int OPTIMISED = 4;

  private Processor() {}

  /// What makes a machine fast or slow.
  ///
  /// @param vmInfo what the virtual machine says of itself
  /// @param compiles whether it compiles at all
  /// @param level the highest level it compiles to
  /// @param vectors whether the Vector API is there and compiled to vector instructions
  /// @param kernels value of the property `groklab.kernels`, empty for the fastest
  /// @param fused whether fused multiply-adds are done in hardware
  record Machine(
      String vmInfo, boolean compiles, int level, boolean vectors, String kernels, boolean fused) {

    /// This one.
    static Machine present() {
      return new Machine(
          System.getProperty("java.vm.info", ""),
          Boolean.parseBoolean(option("UseCompiler", "true")),
          Integer.parseInt(option("TieredStopAtLevel", "" + OPTIMISED)),
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
              && Boolean.parseBoolean(option("EnableVectorSupport", "true")),
          System.getProperty("groklab.kernels", ""),
          Boolean.parseBoolean(option("UseFMA", "true")));
    }

    /// The value of an option of the virtual machine; `absent` where it has no such option.
    private static String option(String name, String absent) {
      var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      try {
        return machine == null ? absent : machine.getVMOption(name).getValue();
      } catch (IllegalArgumentException unknown) {
        return absent;
      }
    }
  }

  /// A sentence about the worst of what is missing here.
  public static Optional<String> remark() {
    return remark(Machine.present());
  }

  static Optional<String> remark(Machine machine) {
    if (!machine.compiles() || machine.vmInfo().contains("interpreted")) {
      return Optional.of(
          "Java interprets every instruction (-Xint), so a step takes hundreds of times as long."
              + " Leave that option out.");
    }
    if (machine.kernels().equals("plain")) {
      return Optional.of(
          "Plain kernels were asked for, which use no vectors, so a step takes many times as long."
              + " Leave out -Dgroklab.kernels=plain.");
    }
    if (machine.level() < OPTIMISED || machine.vmInfo().contains("emulated-client")) {
      return Optional.of(
          "Java runs without its optimising compiler C2, so vectors are objects and a step takes"
              + " about fifty times as long. Leave out -XX:TieredStopAtLevel and"
              + " -XX:CompilationMode, or use another build of JDK 25.");
    }
    if (!machine.vectors()) {
      return Optional.of(
          "Java has no vector instructions to offer here, so a step takes many times as long. Start"
              + " it with --add-modules jdk.incubator.vector and without"
              + " -XX:-EnableVectorSupport.");
    }
    return machine.fused()
        ? Optional.empty()
        : Optional.of(
            "This processor has no fused multiply-add that Java can use, so every product is"
                + " computed in software: the numbers are the same, but a step takes about a"
                + " hundred times as long. Use a processor with FMA3, or a much smaller network.");
  }
}
