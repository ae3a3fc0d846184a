package groklab.monitor.sqlite;

/// Whole numbers of one to nine bytes: seven bits in each, eight in the ninth.
final class Varint {
  private Varint() {}

  /// Bytes beyond the end count as zero.
  static long value(byte[] bytes, int start) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      int next = start + i < bytes.length ? bytes[start + i] : 0;
      value = (value << 7) | (next & 0x7f);
      if (next >= 0) {
        return value;
      }
    }
    int last = start + 8 < bytes.length ? bytes[start + 8] : 0;
    return (value << 8) | (last & 0xff);
  }

  /// How many bytes it takes.
  static int length(byte[] bytes, int start) {
    for (int i = 0; i < 8; i++) {
      if (start + i >= bytes.length || bytes[start + i] >= 0) {
        return i + 1;
      }
    }
    return 9;
  }
}
