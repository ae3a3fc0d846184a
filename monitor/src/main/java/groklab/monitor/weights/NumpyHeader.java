package groklab.monitor.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands in front of the numbers of a `.npy` file: eight bytes of magic and version, the
/// length of what follows (2 bytes in version 1, 4 in versions 2 and 3, little-endian), and a dict
/// of Python: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
///
/// @param type as numpy writes it, e.g. `<f4`
/// @param bytes of the header, behind which the numbers begin
record NumpyHeader(String type, boolean columnsFirst, long[] shape, int bytes) {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);

  /// Longer than any header of a plain array.
  private static final int LONGEST = 4096;

  private static final int MOST_DIMENSIONS = 64;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,16})'");
  private static final Pattern RECORDS = Pattern.compile("'descr'\\s*:\\s*\\[");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

  static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /// @throws IllegalArgumentException if it is none; the message is a part of a sentence
  static NumpyHeader read(InputStream in) throws IOException {
    byte[] start = exactly(in, MAGIC.length + 2);
    if (!isMagic(start)) {
      throw new IllegalArgumentException("does not begin as a numpy array");
    }
    int version = start[MAGIC.length];
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer length = ByteBuffer.wrap(exactly(in, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    long told =
        version == 1
            ? Short.toUnsignedInt(length.getShort())
            : Integer.toUnsignedLong(length.getInt());
    if (version < 1 || version > 3 || told > LONGEST) {
      throw new IllegalArgumentException(
          "has version %d and a header of %d bytes; expected version 1 to 3 and at most %d"
              .formatted(version, told, LONGEST));
    }
    String text = new String(exactly(in, (int) told), StandardCharsets.ISO_8859_1);
    return of(text, start.length + lengthBytes + (int) told);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the header of an array ends early");
    }
    return bytes;
  }

  private static NumpyHeader of(String text, int bytes) {
    if (RECORDS.matcher(text).find()) {
      throw new IllegalArgumentException("holds records; expected plain numbers");
    }
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new IllegalArgumentException("has a header that is not one of numpy");
    }
    String[] sizes = shape.group(1).isBlank() ? new String[0] : shape.group(1).split(",", -1);
    long[] all =
        Arrays.stream(sizes)
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .mapToLong(NumpyHeader::size)
            .toArray();
    if (all.length > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("has %d dimensions".formatted(all.length));
    }
    return new NumpyHeader(type.group(1), order.group(1).equals("True"), all, bytes);
  }

  private static long size(String text) {
    if (text.length() > 18 || text.contains(" ")) {
      throw new IllegalArgumentException("has a size of %s".formatted(text));
    }
    return Long.parseLong(text);
  }

  /// The tensor whose numbers lie in a storage from its start.
  ///
  /// @throws IllegalArgumentException if it holds no numbers, or more than the storage
  WeightTensor tensor(Storage storage) {
    NumberType numbers =
        number()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    type.contains("O")
                        ? "holds objects of Python, which are not read"
                        : "has type %s; expected floats or integers".formatted(type)));
    ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long[] strides = columnsFirst ? columnStrides() : WeightTensor.rowStrides(shape);
    return new WeightTensor(numbers, order, shape, strides, 0, storage);
  }

  private Optional<NumberType> number() {
    return Optional.ofNullable(
        switch (type.substring(1)) {
          case "f8" -> NumberType.F64;
          case "f4" -> NumberType.F32;
          case "f2" -> NumberType.F16;
          case "i8" -> NumberType.I64;
          case "i4" -> NumberType.I32;
          case "i2" -> NumberType.I16;
          case "i1" -> NumberType.I8;
          case "u8" -> NumberType.U64;
          case "u4" -> NumberType.U32;
          case "u2" -> NumberType.U16;
          case "u1" -> NumberType.U8;
          case "b1" -> NumberType.BOOL;
          default -> null;
        });
  }

  private long[] columnStrides() {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      strides[i] = stride;
      stride *= Math.max(1, shape[i]);
    }
    return strides;
  }
}
