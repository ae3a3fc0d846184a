package groklab.engine.f32.exec;

import groklab.engine.graph.Slot;
import java.util.HashMap;
import java.util.Map;

/// The flat parameter arrays of a session, which exist from their first use.
final class FloatMemory {
  final float[] values;
  final float[] gradients;
  private final Map<Slot, float[]> slots = new HashMap<>();
  private final Map<Slot, Slot> aliases = new HashMap<>();
  private int changes;

  FloatMemory(int length) {
    values = new float[length];
    gradients = new float[length];
    slots.put(Slot.VALUES, values);
    slots.put(Slot.GRADIENTS, gradients);
  }

  float[] slot(Slot named) {
    Slot slot = aliases.getOrDefault(named, named);
    float[] a = slots.get(slot);
    if (a == null) {
      a = new float[values.length];
      slots.put(slot, a);
    }
    return a;
  }

  void alias(Slot alias, Slot target) {
    aliases.put(alias, target);
    changes++;
  }

  /// How often an alias was set.
  int changes() {
    return changes;
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
