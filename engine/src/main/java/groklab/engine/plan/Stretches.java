package groklab.engine.plan;

import groklab.engine.kernel.Tiles;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// First-fit allocation of stretches of one growing array, in whole vectors.
final class Stretches {
  private final TreeMap<Integer, Integer> free = new TreeMap<>(); // offset -> length
  private int length;

  int length() {
    return length;
  }

  int take(int size) {
    int need = Tiles.wholeVectors(size);
    Optional<Map.Entry<Integer, Integer>> fitting =
        free.entrySet().stream().filter(e -> e.getValue() >= need).findFirst();
    if (fitting.isPresent()) {
      int offset = fitting.get().getKey();
      int found = fitting.get().getValue();
      free.remove(offset);
      if (found > need) {
        free.put(offset + need, found - need);
      }
      return offset;
    }
    int offset = length;
    Map.Entry<Integer, Integer> last = free.lastEntry();
    if (last != null && last.getKey() + last.getValue() == length) {
      offset = last.getKey();
      free.remove(offset);
    }
    length = Math.addExact(offset, need);
    return offset;
  }

  void give(int offset, int size) {
    int from = offset;
    int to = offset + Tiles.wholeVectors(size);
    Map.Entry<Integer, Integer> before = free.lowerEntry(from);
    if (before != null && before.getKey() + before.getValue() == from) {
      from = before.getKey();
      free.remove(from);
    }
    Integer after = free.remove(to);
    if (after != null) {
      to += after;
    }
    free.put(from, to - from);
  }
}
