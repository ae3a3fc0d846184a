package groklab.engine.f32.exec;

import groklab.engine.exec.RowIndex;
import groklab.engine.exec.RowSums;
import groklab.engine.f32.loop.FloatPack;
import groklab.engine.f32.loop.FloatProducts;
import groklab.engine.graph.Doubles;
import groklab.engine.graph.Slot;
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

  private long step;

  private final float[] arena;
  private final FloatPack[] packs;
  private final FloatMemory memory;

  /// By value: its place, the array there (null for block memory and packed operands), the offset
  /// in it or the number of the packed operand.
  private final Place[] places;

  private final float[] @Nullable [] arrays;
  private final int[] offsets;
  private final Map<String, Long> streamKeys = new HashMap<>();
  private int aliasChanges;

  FloatOperands(Plan plan, FloatMemory memory, FloatProducts products, long seed) {
    this.memory = memory;
    arena = new float[plan.arenaLength()];
    zeros = new float[plan.widestProduct()];
    places = plan.places().toArray(Place[]::new);
    arrays = new float[places.length][];
    offsets = new int[places.length];
    findArrays();
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
          switch (i) {
            case Instruction.Dropout d -> addStream(seed, d.stream());
            case Instruction.Random r -> addStream(seed, r.stream());
            case Instruction other -> {
              // no random numbers
            }
          }
        }
      }
      case Wave.Single s -> {
        // no instruction outside chains uses random numbers
      }
    }
  }

  private void addStream(long seed, String name) {
    streamKeys.put(name, RandomStream.of(seed, name).key());
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

  private void findArrays() {
    for (int id = 0; id < places.length; id++) {
      switch (places[id]) {
        case Place.Held(Slot slot, int offset) -> {
          arrays[id] = memory.slot(slot);
          offsets[id] = offset;
        }
        case Place.Arena(int offset) -> {
          arrays[id] = arena;
          offsets[id] = offset;
        }
        case Place.Local(int offset) -> offsets[id] = offset;
        case Place.Packed(int number) -> offsets[id] = number;
      }
    }
    aliasChanges = memory.changes();
  }

  /// To be called before each run.
  void begin(long atStep) {
    step = atStep;
    if (aliasChanges != memory.changes()) {
      findArrays();
    }
  }

  /// The array that holds `v`; null for a value in the workers' own block memory.
  float @Nullable [] shared(Value v) {
    return arrays[v.id()];
  }

  /// Whether `v` has only the rows of a worker's present block.
  boolean isLocal(Value v) {
    return arrays[v.id()] == null;
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

  /// The key of a random stream at the current step.
  long streamKey(String stream) {
    Long key = streamKeys.get(stream);
    if (key == null) {
      throw new IllegalStateException("no stream " + stream);
    }
    return Counter.word(key, step);
  }
}
