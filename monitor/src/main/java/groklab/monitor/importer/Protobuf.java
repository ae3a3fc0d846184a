package groklab.monitor.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The fields of a message in the wire format of protocol buffers, one after another; those that
/// nobody asks for are passed over.
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT = 10;

  private final ByteBuffer bytes;
  private int wire;

  /// A message is not as it should be.
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String what) {
      super(what);
    }
  }

  Protobuf(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Number of the next field, 0 at the end. Its value has to be read or skipped before the next.
  int next() throws DamagedException {
    if (!bytes.hasRemaining()) {
      return 0;
    }
    long key = varint();
    wire = (int) (key & 7);
    long field = key >>> 3;
    if (field <= 0 || field > 1 << 29) {
      throw new DamagedException("field " + field);
    }
    return (int) field;
  }

  long integer() throws DamagedException {
    return switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> {
        need(Long.BYTES);
        yield bytes.getLong();
      }
      default -> throw new DamagedException("an integer of wire type " + wire);
    };
  }

  /// A float or double, as its wire type says.
  double real() throws DamagedException {
    return switch (wire) {
      case FIXED32 -> {
        need(Float.BYTES);
        yield bytes.getFloat();
      }
      case FIXED64 -> {
        need(Double.BYTES);
        yield bytes.getDouble();
      }
      default -> throw new DamagedException("a real number of wire type " + wire);
    };
  }

  String text() throws DamagedException {
    return StandardCharsets.UTF_8.decode(piece()).toString();
  }

  Protobuf message() throws DamagedException {
    return new Protobuf(piece());
  }

  /// The bytes of a field that has a length.
  ByteBuffer piece() throws DamagedException {
    if (wire != BYTES) {
      throw new DamagedException("bytes of wire type " + wire);
    }
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new DamagedException("a piece of %d bytes".formatted(length));
    }
    ByteBuffer piece = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return piece;
  }

  boolean isPiece() {
    return wire == BYTES;
  }

  void skip() throws DamagedException {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> move(Long.BYTES);
      case BYTES -> piece();
      case FIXED32 -> move(Integer.BYTES);
      default -> throw new DamagedException("wire type " + wire);
    }
  }

  private void move(int count) throws DamagedException {
    need(count);
    bytes.position(bytes.position() + count);
  }

  private void need(int count) throws DamagedException {
    if (bytes.remaining() < count) {
      throw new DamagedException("the message ends too soon");
    }
  }

  private long varint() throws DamagedException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT; i++) {
      need(1);
      byte b = bytes.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new DamagedException("a number of more than ten bytes");
  }
}
