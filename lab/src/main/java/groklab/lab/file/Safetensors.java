package groklab.lab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Reader and writer of the safetensors format, version 0.x. What is written is F32, F64 or I64.
/// The shorter types are read too and widened without loss: F16 and BF16 to F32, BOOL and the
/// shorter integers to I64.
///
/// A file is: 8 bytes, the header's length n as a little-endian integer; n bytes of JSON, one entry
/// per tensor (`{"dtype":"F32","shape":[2,3],"data_offsets":[begin,end]}`, offsets relative to the
/// end of the header) and an optional `__metadata__` of texts; then the elements, little-endian,
/// row-major, without gaps.
///
/// The writer puts the 8-byte types first and pads the header with spaces to a multiple of 8, so
/// that every element is aligned in a file that is mapped into memory; equal content gives equal
/// bytes. The reader believes nothing: every length, offset and shape is checked before anything is
/// allocated for it.
///
/// The writer also puts SHA-256 sums into the metadata, and the reader compares what it finds:
/// `groklab.sha256.NAME` of each tensor's data, and `groklab.sha256` of the header, with zeros in
/// its own place. Together they cover every byte.
public final class Safetensors {
  private Safetensors() {}

  /// What a file holds.
  ///
  /// @param tensors by name, in the order of their data
  /// @param metadata texts by key
  public record Content(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {}

  /// Writes a file as a whole or not at all.
  ///
  /// @throws RunFileException if it fails; then the file is as it was before
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    var ordered = ordered(tensors);
    var texts = new TreeMap<>(metadata);
    ordered
        .keySet()
        .forEach(name -> texts.put(SafetensorsHeader.sumKey(name), SafetensorsHeader.NO_SUM));
    int size = SafetensorsHeader.bytes(ordered, texts).length;
    AtomicFile.write(
        file,
        channel -> {
          channel.position(Long.BYTES + size);
          for (var entry : ordered.entrySet()) {
            var sum = new RunningSum();
            entry
                .getValue()
                .<IOException>forEachPiece(piece -> {
                  sum.add(piece.duplicate());
                  AtomicFile.writeFully(channel, piece);
                });
            texts.put(SafetensorsHeader.sumKey(entry.getKey()), sum.now().sha256());
          }
          var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          channel.position(0);
          AtomicFile.writeFully(channel, length.putLong(size).flip());
          AtomicFile.writeFully(channel, ByteBuffer.wrap(SafetensorsHeader.bytes(ordered, texts)));
        });
  }

  /// Where a tensor lies in a file.
  ///
  /// @param type as the format calls it, e.g. `BF16`
  /// @param start of its first byte in the file
  /// @param bytes that it takes, little-endian and row-major
  public record Place(String name, String type, int[] shape, long start, long bytes) {}

  /// Where the tensors of a file lie, in the order of their data, for who reads them one by one.
  ///
  /// @param longestHeader bytes above which a header is refused
  /// @throws RunFileException as [#read]
  public static List<Place> places(Path file, FileChannel channel, long longestHeader)
      throws IOException {
    var header = SafetensorsHeader.read(file, channel, longestHeader);
    return header.entries().stream()
        .map(entry ->
            new Place(
                entry.name(),
                entry.type().name(),
                entry.shape(),
                header.dataStart() + entry.begin(),
                entry.end() - entry.begin()))
        .toList();
  }

  /// What a file says beside its tensors.
  ///
  /// @throws RunFileException as [#read]
  public static Map<String, String> metadata(Path file) {
    try (var channel = FileChannel.open(file)) {
      return SafetensorsHeader.read(file, channel).texts();
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// Reads a file through, without keeping its tensors.
  ///
  /// @return its metadata
  /// @throws RunFileException as [#read]
  public static Map<String, String> check(Path file) {
    try (var channel = FileChannel.open(file)) {
      var header = SafetensorsHeader.read(file, channel);
      for (var entry : header.entries()) {
        readData(file, channel, header, entry, (piece, elements) -> {});
      }
      return header.texts();
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  /// Reads a file.
  ///
  /// @throws RunFileException if there is none, or if it is cut off, malformed or of an
  ///     unknown type
  public static Content read(Path file) {
    try (var channel = FileChannel.open(file)) {
      var header = SafetensorsHeader.read(file, channel);
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var entry : header.entries()) {
        tensors.put(entry.name(), readTensor(file, channel, header, entry));
      }
      return new Content(tensors, header.texts());
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private static SequencedMap<String, Tensor> ordered(Map<String, Tensor> tensors) {
    var ordered = new LinkedHashMap<String, Tensor>();
    List.copyOf(new TreeMap<>(tensors).entrySet()).stream()
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().elementBytes()))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static Tensor readTensor(
      Path file, FileChannel channel, SafetensorsHeader header, SafetensorsHeader.Entry entry)
      throws IOException {
    var shape = entry.shape();
    int count = entry.count();
    var tensor =
        switch (entry.type()) {
          case F32, F16, BF16 -> new Tensor.F32(shape, new float[count]);
          case F64 -> new Tensor.F64(shape, new double[count]);
          case I64, I32, U32, I16, U16, I8, U8, BOOL -> new Tensor.I64(shape, new long[count]);
        };
    readData(
        file,
        channel,
        header,
        entry,
        (piece, from) -> {
          for (int i = from; piece.hasRemaining(); i++) {
            switch (tensor) {
              case Tensor.F32 t -> t.data()[i] = nextFloat(entry.type(), piece);
              case Tensor.F64 t -> t.data()[i] = piece.getDouble();
              case Tensor.I64 t -> t.data()[i] = nextInteger(entry.type(), piece);
            }
          }
        });
    return tensor;
  }

  /// Takes some of a tensor's data.
  private interface PieceReader {

    /// @param from the number of its first element
    void read(ByteBuffer piece, int from);
  }

  /// Reads the data of a tensor piece by piece, and compares its sum where the file tells one.
  private static void readData(
      Path file,
      FileChannel channel,
      SafetensorsHeader header,
      SafetensorsHeader.Entry entry,
      PieceReader reader)
      throws IOException {
    boolean sealed = header.isSealed();
    var sum = new RunningSum();
    int perPiece = (1 << 20) / entry.type().bytes;
    long position = header.dataStart() + entry.begin();
    for (int from = 0; from < entry.count(); from += perPiece) {
      int length = Math.min(perPiece, entry.count() - from);
      var piece = ByteBuffer.allocate(length * entry.type().bytes).order(ByteOrder.LITTLE_ENDIAN);
      SafetensorsHeader.readFully(file, channel, piece, position);
      position += piece.capacity();
      if (sealed) {
        sum.add(piece.duplicate());
      }
      reader.read(piece, from);
    }
    if (sealed
        && !sum.now()
            .sha256()
            .equals(header.metadata().get(SafetensorsHeader.sumKey(entry.name())))) {
      throw new RunFileException(
          "%s is damaged: the tensor %s is not as it was written; use another copy of it"
              .formatted(file, entry.name()));
    }
  }

  private static float nextFloat(SafetensorsHeader.Type type, ByteBuffer piece) {
    return switch (type) {
      case F16 -> Float.float16ToFloat(piece.getShort());
      case BF16 -> Float.intBitsToFloat(piece.getShort() << Short.SIZE);
      case F32 -> piece.getFloat();
      case F64, I64, I32, U32, I16, U16, I8, U8, BOOL -> throw notOf(type);
    };
  }

  private static long nextInteger(SafetensorsHeader.Type type, ByteBuffer piece) {
    return switch (type) {
      case I64 -> piece.getLong();
      case I32 -> piece.getInt();
      case U32 -> Integer.toUnsignedLong(piece.getInt());
      case I16 -> piece.getShort();
      case U16 -> Short.toUnsignedLong(piece.getShort());
      case I8 -> piece.get();
      case U8, BOOL -> Byte.toUnsignedLong(piece.get());
      case F64, F32, F16, BF16 -> throw notOf(type);
    };
  }

  private static IllegalStateException notOf(SafetensorsHeader.Type type) {
    return new IllegalStateException(type + " is kept in another kind of array");
  }
}
