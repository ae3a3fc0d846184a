package groklab.engine.f32;

import groklab.engine.exec.Session.Slot;
import java.util.Arrays;

/// The flat parameter arrays of a session. Moments and anchor exist from their first use.
final class FloatMemory {
  /// Array data starts 16 bytes after a region-aligned start for arrays of this kind of size, so 12 floats (or 6
  /// doubles) of padding would align it to a cache line; offsets stay simple instead, because it measured the same.
  final float[] values;

  final float[] gradients;
  private float[] first = new float[0];
  private float[] second = new float[0];
  private float[] anchor = new float[0];

  FloatMemory(int length) {
    values = new float[length];
    gradients = new float[length];
  }

  float[] slot(Slot slot) {
    return switch (slot) {
      case VALUES -> values;
      case GRADIENTS -> gradients;
      case FIRST_MOMENT -> first = ensured(first);
      case SECOND_MOMENT -> second = ensured(second);
      case ANCHOR -> anchor = ensured(anchor);
    };
  }

  private float[] ensured(float[] a) {
    return a.length == values.length ? a : Arrays.copyOf(a, values.length);
  }

  void read(Slot slot, int offset, double[] into) {
    float[] a = slot(slot);
    for (int i = 0; i < into.length; i++) {
      into[i] = a[offset + i];
    }
  }

  void write(Slot slot, int offset, double[] from) {
    float[] a = slot(slot);
    for (int i = 0; i < from.length; i++) {
      a[offset + i] = (float) from[i];
    }
  }
}
