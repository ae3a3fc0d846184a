package groklab.engine.f32.plain;

import groklab.engine.f32.loop.FloatMatrix;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import java.util.Arrays;

/// [FloatProducts] in plain Java: row by row of C, one row of B after the other. Packed operands
/// are row-major.
public final class PlainFloatProducts implements FloatProducts {
  @Override
  public int scratchLength() {
    return 0;
  }

  @Override
  public FloatPack left(int depth, int cols) {
    return new FloatPack(new float[depth * cols], depth, cols);
  }

  @Override
  public FloatPack right(int depth, int cols) {
    return left(depth, cols);
  }

  @Override
  public void packLeft(FloatPack packed, int fromDepth, FloatMatrix a) {
    packRight(packed, fromDepth, 0, a, false);
  }

  @Override
  public void packRight(
      FloatPack packed, int fromDepth, int fromCol, FloatMatrix b, boolean transposed) {
    int rowStep = transposed ? 1 : packed.cols();
    int colStep = transposed ? packed.cols() : 1;
    int to = fromDepth * packed.cols() + fromCol;
    for (int i = 0; i < b.rows; i++) {
      for (int j = 0; j < b.cols; j++) {
        packed.array()[to + i * rowStep + j * colStep] = b.array[b.offset + i * b.stride + j];
      }
    }
  }

  @Override
  public void product(
      FloatMatrix c, FloatMatrix start, FloatMatrix a, FloatPack b, float[] scratch) {
    for (int i = 0; i < c.rows; i++) {
      int to = c.offset + i * c.stride;
      System.arraycopy(start.array, start.offset + i * start.stride, c.array, to, c.cols);
      for (int k = 0; k < a.cols; k++) {
        float x = a.array[a.offset + i * a.stride + k];
        addRow(c.array, to, x, b.array(), k * b.cols(), c.cols);
      }
    }
  }

  @Override
  public void contraction(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch) {
    for (int i = 0; i < c.rows; i++) {
      int to = c.offset + i * c.stride;
      Arrays.fill(c.array, to, to + c.cols, 0);
      for (int k = 0; k < left.depth(); k++) {
        float x = left.array()[k * left.cols() + leftCol + i];
        addRow(c.array, to, x, right.array(), k * right.cols() + rightCol, c.cols);
      }
    }
  }

  @Override
  public void contractionTransposed(
      FloatMatrix c, FloatPack left, int leftCol, FloatPack right, int rightCol, float[] scratch) {
    contraction(
        c, right, rightCol, left, leftCol, scratch); // products of two factors commute exactly
  }

  /// c = c + x·b, one fused multiply-add for each element
  private static void addRow(float[] c, int co, float x, float[] b, int bo, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, b[bo + j], c[co + j]);
    }
  }
}
