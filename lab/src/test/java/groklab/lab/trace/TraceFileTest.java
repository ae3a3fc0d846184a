package groklab.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {
  private static final double[] NONE = {};

  @TempDir private Path folder;

  /// A curve as a training loss is one: it falls, it swings, float32.
  private static double loss(long step) {
    return (float) (4 * Math.exp(-step / 300.0) + 0.01 * Math.sin((double) step));
  }

  private static void add(TraceFile trace, long from, long to) {
    for (long step = from; step < to; step++) {
      trace.add(loss(step));
    }
  }

  private Path written(String name, long from, long to) {
    Path file = folder.resolve(name);
    try (var trace = TraceFile.open(file, from, NONE)) {
      add(trace, from, to);
      trace.end();
    }
    return file;
  }

  private static LossTrace read(Path file) {
    return LossTrace.read(file).orElseThrow();
  }

  @Test
  void everyLossIsReadBackWithItsBits() {
    double[] losses = {1, Double.NaN, -0.0, 1e-320, Double.POSITIVE_INFINITY, 0.1, -1e300};
    Path file = folder.resolve("loss.trace");
    try (var trace = TraceFile.open(file, 3, NONE)) {
      for (double loss : losses) {
        trace.add(loss);
      }
      trace.end();
    }
    assertThat(read(file).first()).isEqualTo(3);
    assertThat(Arrays.stream(read(file).losses()).mapToLong(Double::doubleToRawLongBits))
        .containsExactlyElementsOf(
            Arrays.stream(losses).mapToObj(Double::doubleToRawLongBits).toList());
  }

  @Test
  void aFileOfAnotherWriterIsRead() throws Exception {
    var golden = Objects.requireNonNull(TraceFileTest.class.getResource("golden.trace"));
    LossTrace trace = read(Path.of(golden.toURI()));
    assertThat(trace.first()).isEqualTo(509);
    assertThat(trace.losses())
        .containsExactly(4.625, 4.5, 0.1, Double.POSITIVE_INFINITY, -0.0, 5e-324, 1e300, 0.25);
  }

  @Test
  void theBeginningIsReadWithoutTheRest() throws IOException {
    Path file = written("loss.trace", 0, 2000);
    damage(file, Files.size(file) - 1);
    LossTrace early = LossTrace.read(file, 400).orElseThrow();
    assertThat(early.end()).isEqualTo(400);
    assertThat(early.losses()[399]).isEqualTo(loss(399));
    assertThat(LossTrace.read(folder.resolve("none"))).isEmpty();
    assertThat(LossTrace.read(file, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1500, 1600})
  void aRunThatGoesOnFromACheckpointWritesTheSameBytes(int checkpoint) throws IOException {
    Path whole = written("whole", 0, 1600);
    Path file = folder.resolve("loss.trace");
    double[] tail;
    try (var trace = TraceFile.open(file, 0, NONE)) {
      add(trace, 0, checkpoint);
      tail = trace.tail();
      add(trace, checkpoint, checkpoint + 700); // what the kill loses
    }
    assertThat(tail).hasSize(checkpoint % 512);
    try (var trace = TraceFile.open(file, checkpoint, tail)) {
      add(trace, checkpoint, 1600);
      trace.end();
      assertThat(trace.sum().bytes()).isEqualTo(Files.size(whole));
    }
    assertThat(file).hasSameBinaryContentAs(whole);
  }

  @Test
  void aRunThatIsKilledWhileItEndsEndsWithTheSameBytes() throws IOException {
    Path whole = written("whole", 0, 700);
    Path file = written("loss.trace", 0, 700);
    double[] tail = IntStream.range(512, 600).mapToDouble(TraceFileTest::loss).toArray();
    try (var trace = TraceFile.open(file, 600, tail)) {
      add(trace, 600, 700);
      trace.end();
    }
    assertThat(file).hasSameBinaryContentAs(whole);
    try (var trace = TraceFile.open(file, 700, NONE)) {
      trace.end();
    }
    assertThat(file).hasSameBinaryContentAs(whole);
  }

  @Test
  void halfABlockIsPassedOverAndRemovedByTheNextWriter() throws IOException {
    Path file = written("loss.trace", 0, 1024);
    byte[] bytes = Files.readAllBytes(file);
    for (int lost : new int[] {1, 100, 600}) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length - lost));
      assertThat(read(file).end()).isEqualTo(512);
    }
    double[] tail = IntStream.range(512, 600).mapToDouble(TraceFileTest::loss).toArray();
    try (var trace = TraceFile.open(file, 600, tail)) {
      add(trace, 600, 1024);
    }
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void aTraceMayBeginWhereTheRunOfAnOlderVersionGoesOn() {
    assertThat(read(written("loss.trace", 700, 1100)).first()).isEqualTo(700);
    assertThat(read(folder.resolve("loss.trace")).end()).isEqualTo(1100);
  }

  /// Deflate leaves some bits unused, in its last byte and in its tables: a change there changes no
  /// loss.
  @Test
  void noChangedByteGivesOtherLosses() throws IOException {
    Path file = written("loss.trace", 0, 300);
    byte[] bytes = Files.readAllBytes(file);
    double[] losses = read(file).losses();
    int unnoticed = 0;
    for (int at = TraceBlock.HEADER; at < bytes.length; at++) {
      damage(file, at);
      try {
        assertThat(read(file).losses()).isEqualTo(losses);
        unnoticed++;
      } catch (RunFileException e) {
        assertThat(e).hasMessageStartingWith(file + " is damaged: the block of step 0 ");
      }
      Files.write(file, bytes);
    }
    assertThat(unnoticed).isLessThan(10);
  }

  @Test
  void blocksThatDoNotFollowEachOtherAreRefused() throws IOException {
    Path file = written("loss.trace", 0, 512);
    Files.write(file, Files.readAllBytes(written("later", 1024, 1100)), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> read(file))
        .hasMessage(
            "%s is damaged: after step 511 comes the block of step 1024; the blocks before it are"
                + " whole",
            file);
    assertThatThrownBy(() -> TraceFile.open(file, 600, new double[3]))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("ends at step 512; expected step 597");
  }

  private static void damage(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 16;
    Files.write(file, bytes);
  }

  @Test
  void aStepAllocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var trace = TraceFile.open(folder.resolve("loss.trace"), 0, NONE)) {
      add(trace, 0, 20 * 512);
      long before = threads.getCurrentThreadAllocatedBytes();
      add(trace, 20 * 512, 21 * 512 - 1);
      long steps = threads.getCurrentThreadAllocatedBytes() - before;
      add(trace, 21 * 512 - 1, 40 * 512);
      long blocks = threads.getCurrentThreadAllocatedBytes() - before - steps;
      assertThat(steps).isZero();
      assertThat(blocks).isZero();
    }
  }
}
