package groklab.monitor.importer;

import groklab.monitor.importer.Protobuf.DamagedException;
import groklab.monitor.log.LogBuilder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;

/// `events.out.tfevents.*`, as torch.utils.tensorboard, tensorboardX and TensorFlow 1 (scalars as
/// simple values) and TensorFlow 2 (scalars as tensors) write them.
final class TensorBoardEvents implements Importer {
  private static final int MASK = 0xa282ead8;

  /// No record of scalars is longer; longer ones hold pictures, graphs and the like.
  private static final int LONGEST = 16 << 20;

  private static final int BUFFER = 1 << 16;
  private static final int DOUBLE = 2;
  private static final int INT32 = 3;
  private static final int INT64 = 9;

  @Override
  public String format() {
    return "TensorBoard events";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return String.valueOf(file.getFileName()).contains("tfevents");
  }

  @Override
  public Path run(Path file) {
    return Folders.of(file);
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      long at = 0;
      long read;
      do {
        read = record(in, log);
        at += Math.max(0, read);
      } while (read > 0);
      if (read < 0) {
        log.remark(
            "%s is read up to byte %,d, behind which it is damaged or still being written"
                .formatted(file, at));
      }
    }
  }

  /// Reads a record.
  ///
  /// @return its bytes; 0 = the file ends here; -1 = it is cut off or damaged
  private static long record(InputStream in, LogBuilder log) throws IOException {
    byte[] frame = in.readNBytes(Long.BYTES + Integer.BYTES);
    if (frame.length == 0) {
      return 0;
    }
    if (frame.length < Long.BYTES + Integer.BYTES) {
      return -1;
    }
    var header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    long length = header.getLong();
    var sum = new CRC32C();
    sum.update(frame, 0, Long.BYTES);
    if (masked(sum) != header.getInt() || length < 0) {
      return -1;
    }
    long all = frame.length + length + Integer.BYTES;
    if (length > LONGEST) {
      return skips(in, length + Integer.BYTES) ? all : -1;
    }
    byte[] payload = in.readNBytes((int) length);
    byte[] end = in.readNBytes(Integer.BYTES);
    sum.reset();
    sum.update(payload);
    if (end.length < Integer.BYTES
        || masked(sum) != ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt()) {
      return -1;
    }
    try {
      event(new Protobuf(ByteBuffer.wrap(payload)), log);
      return all;
    } catch (DamagedException e) {
      return -1;
    }
  }

  private static boolean skips(InputStream in, long count) throws IOException {
    try {
      in.skipNBytes(count);
      return true;
    } catch (java.io.EOFException e) {
      return false;
    }
  }

  private static int masked(CRC32C sum) {
    int value = (int) sum.getValue();
    return Integer.rotateRight(value, 15) + MASK;
  }

  private static void event(Protobuf event, LogBuilder log) throws DamagedException {
    long step = 0;
    Protobuf summary = null;
    for (int field = event.next(); field != 0; field = event.next()) {
      switch (field) {
        case 2 -> step = event.integer();
        case 5 -> summary = event.message();
        default -> event.skip();
      }
    }
    if (summary != null) {
      for (int field = summary.next(); field != 0; field = summary.next()) {
        if (field == 1) {
          value(summary.message(), step, log);
        } else {
          summary.skip();
        }
      }
    }
  }

  private static void value(Protobuf value, long step, LogBuilder log) throws DamagedException {
    String tag = "";
    OptionalDouble scalar = OptionalDouble.empty();
    for (int field = value.next(); field != 0; field = value.next()) {
      switch (field) {
        case 1 -> tag = value.text();
        case 2 -> scalar = OptionalDouble.of(value.real());
        case 8 -> scalar = tensor(value.message());
        default -> value.skip();
      }
    }
    if (scalar.isPresent()) {
      log.add(tag, step, scalar.getAsDouble());
    }
  }

  /// The number of a tensor without dimensions.
  private static OptionalDouble tensor(Protobuf tensor) throws DamagedException {
    int type = 1;
    OptionalDouble value = OptionalDouble.empty();
    for (int field = tensor.next(); field != 0; field = tensor.next()) {
      switch (field) {
        case 1 -> type = (int) tensor.integer();
        case 2 -> {
          if (tensor.message().next() != 0) {
            return OptionalDouble.empty();
          }
        }
        case 4 -> value = number(tensor.piece(), type);
        case 5, 6 -> value = packed(tensor, field == 5 ? 1 : DOUBLE);
        default -> tensor.skip();
      }
    }
    return value;
  }

  private static OptionalDouble packed(Protobuf tensor, int type) throws DamagedException {
    return tensor.isPiece() ? number(tensor.piece(), type) : OptionalDouble.of(tensor.real());
  }

  /// Other types of numbers are no losses.
  private static OptionalDouble number(ByteBuffer bytes, int type) {
    int length = bytes.remaining();
    if (type == 1 && length == Float.BYTES) {
      return OptionalDouble.of(bytes.getFloat());
    }
    if (type == DOUBLE && length == Double.BYTES) {
      return OptionalDouble.of(bytes.getDouble());
    }
    if (type == INT32 && length == Integer.BYTES) {
      return OptionalDouble.of(bytes.getInt());
    }
    return type == INT64 && length == Long.BYTES
        ? OptionalDouble.of((double) bytes.getLong())
        : OptionalDouble.empty();
  }
}
