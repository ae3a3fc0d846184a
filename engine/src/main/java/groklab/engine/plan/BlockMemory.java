package groklab.engine.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Places the values that live only inside one chain in a worker's block memory, reusing space as
/// values die; an elementwise result takes the place of an input of its shape that dies there.
final class BlockMemory {
  private final Scheduler.Group group;
  private final int blockUnits;
  private final Map<Integer, Place> places;
  private final Map<Integer, Scheduler.Group> onlyGroup;
  private final Stretches memory = new Stretches();
  private final Map<Integer, Integer> lastUse = new HashMap<>();

  BlockMemory(
      Scheduler.Group group,
      int blockUnits,
      Map<Integer, Place> places,
      Map<Integer, Scheduler.Group> onlyGroup) {
    this.group = group;
    this.blockUnits = blockUnits;
    this.places = places;
    this.onlyGroup = onlyGroup;
  }

  /// Places the group's own values and returns the length that a worker's block memory must have.
  int place() {
    List<Instruction> list = group.instructions;
    for (int n = 0; n < list.size(); n++) {
      for (Value v : list.get(n).aligned()) {
        lastUse.put(v.id(), n);
      }
    }
    for (int n = 0; n < list.size(); n++) {
      placeOne(list.get(n), n);
    }
    return memory.length();
  }

  private boolean isLocal(Value v) {
    Place placed = places.get(v.id());
    return onlyGroup.get(v.id()) == group && (placed == null || placed instanceof Place.Local);
  }

  private boolean diesAt(Value v, int n) {
    return isLocal(v) && lastUse.getOrDefault(v.id(), -1) == n;
  }

  private int offset(Value v) {
    if (places.get(v.id()) instanceof Place.Local(int offset)) {
      return offset;
    }
    throw new IllegalStateException(v + " has no place in block memory yet");
  }

  private int blockSize(Value v) {
    return v.size() / group.units * blockUnits;
  }

  private void placeOne(Instruction i, int n) {
    Value reused = placeFirst(i, n);
    for (Value v : i.outs()) {
      if (isLocal(v) && !places.containsKey(v.id())) {
        places.put(v.id(), new Place.Local(memory.take(blockSize(v))));
      }
    }
    for (Value v : i.aligned().stream().distinct().toList()) {
      if (diesAt(v, n) && (reused == null || v.id() != reused.id())) {
        memory.give(offset(v), blockSize(v));
        lastUse.remove(v.id());
      }
    }
    for (Value v : i.outs()) {
      if (isLocal(v) && !lastUse.containsKey(v.id())) {
        memory.give(offset(v), blockSize(v));
      }
    }
  }

  /// Puts the first result in the place of an input that dies here, if it may, and returns that
  /// input.
  private @Nullable Value placeFirst(Instruction i, int n) {
    Value out = i.out();
    if (isLocal(out) && !places.containsKey(out.id())) {
      for (Value v : overwritable(i)) {
        if (diesAt(v, n) && v.size() == out.size()) {
          places.put(out.id(), new Place.Local(offset(v)));
          return v;
        }
      }
    }
    return null;
  }

  /// Inputs whose place the result may take.
  private static List<Value> overwritable(Instruction i) {
    return switch (i) {
      case Instruction.Unary u -> List.of(u.x());
      case Instruction.Affine a -> List.of(a.x());
      case Instruction.Binary b -> b.aligned();
      case Instruction.Gate g -> g.aligned();
      case Instruction.Product p -> startAlone(p);
      case Instruction other -> List.of();
    };
  }

  /// The start of a product, unless the product reads it as its left operand too (x + x·W): it
  /// would read its own results there.
  private static List<Value> startAlone(Instruction.Product p) {
    Value start = p.start();
    return start == null || start.id() == p.a().id() ? List.of() : List.of(start);
  }
}
