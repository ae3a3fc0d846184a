package groklab.monitor.weights;

import java.nio.ByteBuffer;

/// What the numbers of a tensor are stored as. Each is widened to float64: without loss but for
/// 64-bit integers beyond 2⁵³.
public enum NumberType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1);

  private static final double TWO_TO_64 = 0x1p64;

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of a number.
  public int bytes() {
    return bytes;
  }

  /// Whether a tensor of these can be trained; integers are counters, masks and tokens.
  public boolean isFloating() {
    return switch (this) {
      case F64, F32, F16, BF16 -> true;
      case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> false;
    };
  }

  /// Takes the next numbers of a buffer, in its byte order.
  void get(ByteBuffer from, double[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] =
          switch (this) {
            case F64 -> from.getDouble();
            case F32 -> from.getFloat();
            case F16 -> Float.float16ToFloat(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << Short.SIZE);
            case I64 -> (double) from.getLong();
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U64 -> unsigned(from.getLong());
            case U32 -> Integer.toUnsignedLong(from.getInt());
            case U16 -> Short.toUnsignedInt(from.getShort());
            case U8, BOOL -> Byte.toUnsignedInt(from.get());
          };
    }
  }

  private static double unsigned(long bits) {
    return bits < 0 ? (double) bits + TWO_TO_64 : (double) bits;
  }
}
