package groklab.engine.f32.exec;

import groklab.engine.exec.Session.Slot;
import java.util.EnumMap;
import java.util.Map;

/// The flat parameter arrays of a session. Moments and anchor exist from their first use.
final class FloatMemory {
  final float[] values;
  final float[] gradients;
  private final Map<Slot, float[]> slots = new EnumMap<>(Slot.class);

  FloatMemory(int length) {
    values = new float[length];
    gradients = new float[length];
    slots.put(Slot.VALUES, values);
    slots.put(Slot.GRADIENTS, gradients);
  }

  float[] slot(Slot slot) {
    float[] a = slots.get(slot);
    if (a == null) {
      a = new float[values.length];
      slots.put(slot, a);
    }
    return a;
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
