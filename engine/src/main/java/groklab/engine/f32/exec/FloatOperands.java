package groklab.engine.f32.exec;

import groklab.engine.exec.RowIndex;
import groklab.engine.exec.RowSums;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.graph.Doubles;
import groklab.engine.plan.Instruction;
import groklab.engine.plan.Place;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Value;
import groklab.engine.plan.Wave;
import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the operands of a loaded plan are: the arrays behind each [Place], packed operands and row
/// indexes. All workers share them.
final class FloatOperands {
  final RowIndex[] indexes;
  final RowSums[] rowSums;

  /// What a product without a start starts from.
  final float[] zeros;

  long step;

  private final float[] arena;
  private final FloatPack[] packs;
  private final float[] parameters;
  private final float[] gradients;
  private final Place.Space[] spaces;
  private final int[] offsets;
  private final Map<String, Long> dropoutKeys = new HashMap<>();

  FloatOperands(Plan plan, FloatMemory memory, FloatProducts products, long seed) {
    parameters = memory.values;
    gradients = memory.gradients;
    arena = new float[plan.arenaLength()];
    zeros = new float[plan.widestProduct()];
    spaces = plan.places().stream().map(Place::space).toArray(Place.Space[]::new);
    offsets = plan.places().stream().mapToInt(Place::offset).toArray();
    indexes = plan.indexes().stream().map(RowIndex::new).toArray(RowIndex[]::new);
    rowSums = plan.rowSums().stream().map(this::rowSums).toArray(RowSums[]::new);
    packs =
        plan.packs().stream()
            .map(p ->
                switch (p.side()) {
                  case LEFT -> products.left(p.depth(), p.cols());
                  case RIGHT -> products.right(p.depth(), p.cols());
                })
            .toArray(FloatPack[]::new);
    plan.fills().forEach(f -> fill(start(f.value()), f.value().size(), f.contents()));
    for (Wave p : plan.waves()) {
      for (Wave.Item item : p.items()) {
        prepare(item, seed);
      }
    }
  }

  private void prepare(Wave.Item item, long seed) {
    switch (item) {
      case Wave.Chain c -> {
        for (Instruction i : c.instructions()) {
          if (i instanceof Instruction.Dropout d) {
            dropoutKeys.put(d.stream(), RandomStream.of(seed, d.stream()).key());
          }
        }
      }
      case Wave.Single s -> {
        // no instruction outside chains uses random numbers
      }
    }
  }

  private RowSums rowSums(Plan.RowSum sum) {
    return new RowSums(
        indexes[sum.index()], sum.through() < 0 ? null : indexes[sum.through()], sum.tableRows());
  }

  /// Sets the example numbers of the step.
  void batch(int[] examples) {
    for (RowIndex i : indexes) {
      i.batch(examples);
    }
    for (RowSums s : rowSums) {
      if (s.followsBatch()) {
        s.refresh();
      }
    }
  }

  /// The array that holds `v`; null for a value in the workers' own block memory.
  float @Nullable [] shared(Value v) {
    return switch (spaces[v.id()]) {
      case ARENA -> arena;
      case LOCAL -> null;
      case PARAMETERS -> parameters;
      case GRADIENTS -> gradients;
      case PACKED -> throw new IllegalStateException("packed: " + v);
    };
  }

  /// Whether `v` has only the rows of a worker's present block.
  boolean isLocal(Value v) {
    return spaces[v.id()] == Place.Space.LOCAL;
  }

  /// The offset of the first element of `v`; of the current block if it is local.
  int start(Value v) {
    return offsets[v.id()];
  }

  FloatPack pack(Value v) {
    return packs[offsets[v.id()]];
  }

  /// Fills written once when the plan is loaded.
  private void fill(int offset, int size, Doubles contents) {
    if (contents.size() == 1) {
      Arrays.fill(arena, offset, offset + size, (float) contents.get(0));
    } else {
      for (int i = 0; i < size; i++) {
        arena[offset + i] = (float) contents.get(i);
      }
    }
  }

  /// The key of a dropout stream at the current step.
  long dropoutKey(String stream) {
    Long key = dropoutKeys.get(stream);
    if (key == null) {
      throw new IllegalStateException("no stream " + stream);
    }
    return Counter.word(key, step);
  }
}
