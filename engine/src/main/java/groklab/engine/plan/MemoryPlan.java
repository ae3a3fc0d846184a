package groklab.engine.plan;

import groklab.engine.kernel.Tiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Gives every value a place: block memory if it lives only inside one chain, else a stretch of the
/// arena for the waves between its making and its last use.
final class MemoryPlan {
  /// Blocks of a contraction: whole tiles, about a millisecond's work at most.
  private static final int CONTRACTION_ROWS = 11 * Tiles.ROWS;

  private static final int CONTRACTION_COLS = 16 * Tiles.COLS;

  private static final int SINGLE_COLS = 8 * Tiles.COLS;

  /// Blocks of a weighted sum by rows: few rows, because one row may have most of the work.
  private static final int SCATTER_ROWS = 16;

  private static final int SCATTER_COLS = 128;

  private final Map<Integer, Place> places;
  private final Set<Integer> kept;
  private final Stretches arena = new Stretches();
  private final Map<Integer, Integer> lastWave = new HashMap<>();
  private final Map<Integer, Scheduler.Group> onlyGroup = new HashMap<>();

  /// @param places filled in; values placed already are left alone
  /// @param kept values that must survive to the end
  MemoryPlan(Map<Integer, Place> places, Set<Integer> kept) {
    this.places = places;
    this.kept = kept;
  }

  int arenaLength() {
    return arena.length();
  }

  /// Places values that live always.
  void reserve(Collection<Value> values) {
    values.forEach(v -> places.put(v.id(), new Place.Arena(arena.take(v.size()))));
  }

  List<Wave> place(List<Scheduler.Draft> drafts, ToIntFunction<Scheduler.Group> blockUnits) {
    findUses(drafts);
    List<Wave> waves = new ArrayList<>();
    Map<Integer, Value> live = new HashMap<>();
    for (int p = 0; p < drafts.size(); p++) {
      Scheduler.Draft draft = drafts.get(p);
      List<Wave.Item> items = new ArrayList<>();
      for (Scheduler.Group g : draft.groups) {
        g.instructions.forEach(i -> i.outs().forEach(v -> placeInArena(v, live)));
        int units = blockUnits.applyAsInt(g);
        int length = new BlockMemory(g, units, places, onlyGroup).place();
        items.add(new Wave.Chain(List.copyOf(g.instructions), g.units, units, length));
      }
      for (Instruction i : draft.singles) {
        i.outs().forEach(v -> placeInArena(v, live));
        items.add(single(i));
      }
      items.sort(Comparator.comparingDouble(BlockCost::of).reversed());
      waves.add(new Wave(List.copyOf(items)));
      release(live, p);
    }
    return waves;
  }

  private void findUses(List<Scheduler.Draft> drafts) {
    Map<Integer, Scheduler.Group> maker = new HashMap<>();
    for (int p = 0; p < drafts.size(); p++) {
      int wave = p;
      for (Scheduler.Group g : drafts.get(p).groups) {
        for (Instruction i : g.instructions) {
          for (Value v : i.outs()) {
            maker.put(v.id(), g);
            onlyGroup.put(v.id(), g);
            lastWave.merge(v.id(), wave, Math::max);
          }
        }
      }
      for (Instruction i : drafts.get(p).singles) {
        i.outs().forEach(v -> lastWave.merge(v.id(), wave, Math::max));
      }
    }
    Set<Integer> shared = new HashSet<>(kept);
    for (int p = 0; p < drafts.size(); p++) {
      int wave = p;
      for (Scheduler.Group g : drafts.get(p).groups) {
        for (Instruction i : g.instructions) {
          i.aligned().forEach(v -> use(v, g, maker, wave, shared));
          i.whole().forEach(v -> use(v, null, maker, wave, shared));
        }
      }
      for (Instruction i : drafts.get(p).singles) {
        i.aligned().forEach(v -> use(v, null, maker, wave, shared));
        i.whole().forEach(v -> use(v, null, maker, wave, shared));
      }
    }
    shared.forEach(onlyGroup::remove);
  }

  private void use(
      Value v,
      Scheduler.@org.jspecify.annotations.Nullable Group user,
      Map<Integer, Scheduler.Group> maker,
      int wave,
      Set<Integer> shared) {
    lastWave.merge(v.id(), wave, Math::max);
    if (user == null || maker.get(v.id()) != user) {
      shared.add(v.id());
    }
  }

  private void placeInArena(Value v, Map<Integer, Value> live) {
    if (!places.containsKey(v.id()) && !onlyGroup.containsKey(v.id())) {
      places.put(v.id(), new Place.Arena(arena.take(v.size())));
      live.put(v.id(), v);
    }
  }

  private void release(Map<Integer, Value> live, int wave) {
    live.values()
        .removeIf(v -> {
          boolean dead = !kept.contains(v.id()) && lastWave.getOrDefault(v.id(), wave) <= wave;
          if (dead && places.get(v.id()) instanceof Place.Arena(int offset)) {
            arena.give(offset, v.size());
          }
          return dead;
        });
  }

  private static Wave.Single single(Instruction i) {
    Value out = i.out();
    return switch (i) {
      case Instruction.RowContraction r when r.transposed() ->
          grid(i, out, Tiles.MOST_TRANSPOSED, Tiles.MOST_TRANSPOSED);
      case Instruction.RowContraction r -> grid(i, out, CONTRACTION_ROWS, CONTRACTION_COLS);
      case Instruction.ColumnSum s -> grid(i, out, 1, SINGLE_COLS);
      case Instruction.Pack p -> grid(i, out, out.rows(), SINGLE_COLS);
      case Instruction.TotalSum s -> grid(i, out, 1, 1);
      case Instruction.AttentionScatter a ->
          grid(i, out.rows(), a.shape().headWidth(), SCATTER_ROWS, SCATTER_COLS);
      case Instruction other -> throw new IllegalStateException(other + " belongs in a chain");
    };
  }

  private static Wave.Single grid(Instruction i, Value out, int rows, int cols) {
    return grid(i, out.rows(), out.cols(), rows, cols);
  }

  private static Wave.Single grid(Instruction i, int allRows, int allCols, int rows, int cols) {
    return new Wave.Single(i, rows, cols, (allRows + rows - 1) / rows, (allCols + cols - 1) / cols);
  }
}
