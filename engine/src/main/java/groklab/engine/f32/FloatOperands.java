package groklab.engine.f32;

import groklab.engine.exec.RowIndex;
import groklab.engine.exec.RowSums;
import groklab.engine.plan.Instruction;
import groklab.engine.plan.Phase;
import groklab.engine.plan.Place;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Value;
import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import java.util.HashMap;
import java.util.Map;

/// Where the operands of a loaded plan are: the arrays behind each [Place], the row indexes, the
/// workers' scratch.
final class FloatOperands {
  final RowIndex[] indexes;
  final RowSums[] rowSums;
  final float[][] packs;
  final float[][] scratch;
  final double[][] lossScratch;

  /// What a product without a start starts from.
  final float[] zeros;

  long step;

  private final float[] arena;
  private final float[][] locals;
  private final float[] parameters;
  private final float[] gradients;
  private final Place.Space[] spaces;
  private final int[] offsets;
  private final Map<String, Long> dropoutKeys = new HashMap<>();

  FloatOperands(Plan plan, FloatMemory memory, FloatKernels kernels, int workers, long seed) {
    parameters = memory.values;
    gradients = memory.gradients;
    arena = new float[plan.arenaLength()];
    locals = new float[workers][plan.localLength()];
    scratch = new float[workers][kernels.productScratch()];
    zeros = new float[plan.widestProduct()];
    lossScratch = new double[workers][kernels.lossScratch(plan.widestLoss())];
    spaces = plan.places().stream().map(Place::space).toArray(Place.Space[]::new);
    offsets = plan.places().stream().mapToInt(Place::offset).toArray();
    indexes = plan.indexes().stream().map(RowIndex::new).toArray(RowIndex[]::new);
    rowSums = plan.rowSums().stream().map(this::rowSums).toArray(RowSums[]::new);
    packs =
        plan.packs().stream()
            .map(p ->
                new float
                    [switch (p.side()) {
                      case LEFT -> kernels.packedLeftLength(p.depth(), p.cols());
                      case RIGHT -> kernels.packedRightLength(p.depth(), p.cols());
                    }])
            .toArray(float[][]::new);
    plan.fills()
        .forEach(f -> FloatExecutor.fill(arena, start(f.value()), f.value().size(), f.contents()));
    for (Phase p : plan.phases()) {
      for (Phase.Item item : p.items()) {
        prepare(item, seed);
      }
    }
  }

  private void prepare(Phase.Item item, long seed) {
    switch (item) {
      case Phase.Chain c -> {
        for (Instruction i : c.instructions()) {
          if (i instanceof Instruction.Dropout d) {
            dropoutKeys.put(d.stream(), RandomStream.of(seed, d.stream()).key());
          }
        }
      }
      case Phase.Single s -> {
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

  /// The array that holds `v` for a worker.
  float[] array(Value v, int worker) {
    return switch (spaces[v.id()]) {
      case ARENA -> arena;
      case LOCAL -> locals[worker];
      case PARAMETERS -> parameters;
      case GRADIENTS -> gradients;
      case PACKED -> packs[offsets[v.id()]];
    };
  }

  /// The offset of the first element of `v`; of the current block if it is local.
  int start(Value v) {
    return offsets[v.id()];
  }

  /// The offset of the first element of unit `unit` of `v`.
  int start(Value v, int units, int unit) {
    int offset = offsets[v.id()];
    return spaces[v.id()] == Place.Space.LOCAL
        ? offset
        : offset + v.rows() / units * unit * v.cols();
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
