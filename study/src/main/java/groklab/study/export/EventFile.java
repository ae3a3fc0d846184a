package groklab.study.export;

import groklab.lab.file.AtomicFile;
import groklab.lab.probe.Probe;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// A TensorBoard event file: records of `length, masked CRC, data, masked CRC`, whose data are
/// `Event` messages in Protocol Buffers' encoding. Only what a scalar curve needs is written: the
/// time, the step, a tag and a 32-bit value.
final class EventFile {
  private static final int MASK = 0xa282ead8;
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH = 2;
  private static final int FOUR_BYTES = 5;

  private EventFile() {}

  /// @param seconds since 1970 that every event carries: when a probe was taken is not recorded
  static void write(Path file, List<Probe> probes, double seconds) {
    var out = new ByteArrayOutputStream();
    var version = new Message().time(seconds).text(3, "brain.Event:2");
    record(out, version);
    for (Probe probe : probes) {
      probe
          .values()
          .forEach((tag, value) -> {
            var scalar = new Message().text(1, tag).single(2, value.floatValue());
            var summary = new Message().message(1, scalar);
            record(out, new Message().time(seconds).whole(2, probe.step()).message(5, summary));
          });
    }
    AtomicFile.write(
        file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(out.toByteArray())));
  }

  private static void record(ByteArrayOutputStream out, Message message) {
    byte[] data = message.bytes.toByteArray();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.writeBytes(length);
    out.writeBytes(little(Integer.BYTES).putInt(masked(length)).array());
    out.writeBytes(data);
    out.writeBytes(little(Integer.BYTES).putInt(masked(data)).array());
  }

  private static int masked(byte[] data) {
    var sum = new CRC32C();
    sum.update(data, 0, data.length);
    return Integer.rotateRight((int) sum.getValue(), 15) + MASK;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A message being written, field by field.
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    private void key(int field, int type) {
      varint((long) field << 3 | type);
    }

    Message time(double seconds) {
      key(1, EIGHT_BYTES);
      bytes.writeBytes(little(Double.BYTES).putDouble(seconds).array());
      return this;
    }

    /// A 0 is not written: it is what a reader takes for a field that is not there.
    Message whole(int field, long value) {
      if (value != 0) {
        key(field, VARINT);
        varint(value);
      }
      return this;
    }

    Message single(int field, float value) {
      key(field, FOUR_BYTES);
      bytes.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message text(int field, String value) {
      return block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message inner) {
      return block(field, inner.bytes.toByteArray());
    }

    private Message block(int field, byte[] content) {
      key(field, LENGTH);
      varint(content.length);
      bytes.writeBytes(content);
      return this;
    }
  }
}
