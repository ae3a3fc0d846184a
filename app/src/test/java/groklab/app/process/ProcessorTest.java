package groklab.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a slow machine.
class ProcessorTest {
  private static final String MIXED = "mixed mode, sharing";

  private static void assertRemark(Processor.Machine machine, String word) {
    assertThat(Processor.remark(machine)).hasValueSatisfying(s -> assertThat(s).contains(word));
  }

  @Test
  void aMachineThatLacksNothingIsNotMentioned() {
    assertThat(Processor.remark(new Processor.Machine(MIXED, true, 4, true, "", true))).isEmpty();
    assertThat(Processor.remark(new Processor.Machine(MIXED, true, 4, true, "simd", true)))
        .isEmpty();
  }

  @Test
  void whatIsMissingIsMentioned() {
    assertRemark(new Processor.Machine(MIXED, true, 4, true, "", false), "FMA3");
    assertRemark(new Processor.Machine(MIXED, false, 0, true, "", true), "-Xint");
    assertRemark(
        new Processor.Machine("interpreted mode, sharing", true, 4, true, "", true), "-Xint");
    assertRemark(new Processor.Machine(MIXED, true, 3, true, "", true), "C2");
    assertRemark(
        new Processor.Machine("mixed mode, emulated-client", true, 4, true, "", true), "C2");
    assertRemark(new Processor.Machine(MIXED, true, 4, false, "", true), "--add-modules");
    assertRemark(new Processor.Machine(MIXED, true, 4, true, "plain", true), "groklab.kernels");
  }

  @ParameterizedTest
  @CsvSource({
    "-Xint, -Xint",
    "-XX:TieredStopAtLevel=1, C2",
    "-XX:CompilationMode=quick-only, C2",
    "-Dgroklab.kernels=plain, groklab.kernels"
  })
  void aMachineStartedSlowlySaysSo(String option, String word) throws IOException {
    assertThat(said(option, Child.class)).contains(word);
  }

  /// What a virtual machine of its own prints.
  private static String said(String option, Class<?> main) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = child.inputReader()) {
      return out.readAllAsString();
    }
  }

  /// Prints the remark of its own virtual machine.
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.println(Processor.remark());
    }
  }

  /// 200,000 dependent fused multiply-adds take under a millisecond in hardware and about fifty in
  /// software. Prints whether they are slow, and whether that is said.
  static final class Measuring {
    private Measuring() {}

    public static void main(String[] args) {
      float sum = 0;
      long best = Long.MAX_VALUE;
      for (int round = 0; round < 10; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < 200_000; i++) {
          sum = Math.fma(sum, 0.5f, i);
        }
        best = Math.min(best, System.nanoTime() - start);
      }
      boolean slow = sum > 0 && best > 15_000_000;
      System.out.println(slow + " " + Processor.remark().isPresent());
    }
  }

  /// Of a machine as the launcher starts it; the tests here have less.
  @Test
  void whatIsSaidAgreesWithTheSpeedHere() throws IOException {
    assertThat(said("-XX:+UseSerialGC", Measuring.class).strip()).isIn("true true", "false false");
  }
}
