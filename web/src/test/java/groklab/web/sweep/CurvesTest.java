package groklab.web.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
  private static ByteBuffer bytes(String packed) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void stepsAndValuesArePackedInEightBytes() {
    var curves =
        new Curves(
            new long[] {0, 3_000_000_000L}, new double[] {0, 1}, new double[] {Double.NaN, 0.5});
    var bytes = bytes(curves.packed(100));
    assertThat(bytes.remaining()).isEqualTo(16);
    assertThat(bytes.getInt(8)).isEqualTo((int) 3_000_000_000L);
    assertThat(bytes.getShort(4)).isZero();
    assertThat(bytes.getShort(6)).isEqualTo((short) 0xffff);
    assertThat(bytes.getShort(12)).isEqualTo((short) 0xfffe);
    assertThat(bytes.getShort(14)).isEqualTo((short) 0x7fff);
  }

  /// 5,000 probes, one of them a dip that lasts for one probe.
  @Test
  void manyProbesAreThinnedAndEveryDipStays() {
    long[] steps = LongStream.range(0, 5_000).toArray();
    double[] train =
        LongStream.range(0, 5_000).mapToDouble(step -> step == 3_333 ? 0 : 1).toArray();
    var bytes = bytes(new Curves(steps, train, new double[5_000]).packed(60));
    assertThat(bytes.remaining() / 8).isBetween(30, 180);
    boolean found = false;
    for (int at = 0; at < bytes.limit(); at += 8) {
      found |= bytes.getInt(at) == 3_333 && bytes.getShort(at + 4) == 0;
    }
    assertThat(found).isTrue();
    assertThat(bytes.getInt(bytes.limit() - 8)).isEqualTo(4_999);
  }

  @Test
  void columnsOfOtherLengthsAreRefused() {
    assertThatThrownBy(() -> new Curves(new long[2], new double[2], new double[1]))
        .hasMessageContaining("2 steps, 2 and 1 values");
  }
}
