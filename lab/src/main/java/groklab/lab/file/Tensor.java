package groklab.lab.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A named array in a file, row-major. The arrays are not copied; who makes a tensor does not write
/// to them while it is in use.
public sealed interface Tensor {

  /// Sizes per dimension, empty for a single number.
  int[] shape();

  /// Number of elements.
  int count();

  /// IEEE binary32.
  record F32(int[] shape, float[] data) implements Tensor {
    public F32 {
      checkCount(shape, data.length);
    }

    /// The elements in binary64.
    public double[] widened() {
      double[] out = new double[data.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = data[i];
      }
      return out;
    }

    @Override
    public int count() {
      return data.length;
    }
  }

  /// IEEE binary64.
  record F64(int[] shape, double[] data) implements Tensor {
    public F64 {
      checkCount(shape, data.length);
    }

    @Override
    public int count() {
      return data.length;
    }
  }

  /// 64-bit integers.
  record I64(int[] shape, long[] data) implements Tensor {
    public I64 {
      checkCount(shape, data.length);
    }

    @Override
    public int count() {
      return data.length;
    }
  }

  /// Type name in a safetensors file.
  default String type() {
    return switch (this) {
      case F32 _ -> "F32";
      case F64 _ -> "F64";
      case I64 _ -> "I64";
    };
  }

  /// Bytes per element.
  default int elementBytes() {
    return switch (this) {
      case F32 _ -> Float.BYTES;
      case F64 _ -> Double.BYTES;
      case I64 _ -> Long.BYTES;
    };
  }

  /// Hands out the elements as little-endian bytes, piece by piece, so that no second copy of the
  /// whole is needed.
  default <X extends Exception> void forEachPiece(PieceSink<X> sink) throws X {
    int perPiece = (1 << 20) / elementBytes();
    var piece = ByteBuffer.allocate(Math.min(perPiece, count()) * elementBytes());
    piece.order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < count(); from += perPiece) {
      int length = Math.min(perPiece, count() - from);
      switch (this) {
        case F32 t -> piece.asFloatBuffer().put(t.data, from, length);
        case F64 t -> piece.asDoubleBuffer().put(t.data, from, length);
        case I64 t -> piece.asLongBuffer().put(t.data, from, length);
      }
      sink.accept(piece.slice(0, length * elementBytes()));
    }
  }

  /// Takes little-endian bytes.
  @FunctionalInterface
  interface PieceSink<X extends Exception> {
    void accept(ByteBuffer piece) throws X;
  }

  private static void checkCount(int[] shape, int count) {
    long product = 1;
    for (int size : shape) {
      // beyond 2^31 no array fits, so there is no need to go on multiplying
      product = size < 0 || product > Integer.MAX_VALUE ? Long.MAX_VALUE : product * size;
    }
    if (product != count) {
      throw new IllegalArgumentException(
          "A tensor of shape %s has %d elements; expected as many as the shape says"
              .formatted(Arrays.toString(shape), count));
    }
  }
}
