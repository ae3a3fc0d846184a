package groklab.engine.f32.exec;

import groklab.engine.exec.Crew;
import groklab.engine.exec.Executor;
import groklab.engine.exec.RowIndex;
import groklab.engine.f32.FloatKernels;
import groklab.engine.plan.Instruction;
import groklab.engine.plan.Plan;
import groklab.engine.plan.Value;
import groklab.engine.plan.Wave;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Runs a plan: every worker takes blocks of the current wave until none is left, then meets the
/// others at a barrier.
///
/// Which worker takes which block is chance. The bits do not depend on it: no block reads what
/// another block of its wave writes.
final class FloatExecutor implements Executor {
  /// Counters of neighbouring waves lie this far apart, so that they do not share a cache line.
  private static final int COUNTER_STRIDE = 16;

  private final Plan plan;
  private final Crew crew;
  private final Crew.Task task = this::work;
  private final FloatOperands operands;
  private final FloatWorker[] workers;
  private final Wave.Item[][] items;
  private final int[][] firstBlocks;
  private final AtomicIntegerArray taken;

  FloatExecutor(Plan plan, FloatMemory memory, FloatKernels kernels, Crew crew, long seed) {
    this.plan = plan;
    this.crew = crew;
    this.operands = new FloatOperands(plan, memory, kernels.products(), seed);
    this.workers = new FloatWorker[crew.workers()];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new FloatWorker(operands, kernels, plan.localLength(), plan.widestLoss());
    }
    int waves = plan.waves().size();
    items = new Wave.Item[waves][];
    firstBlocks = new int[waves][];
    for (int p = 0; p < waves; p++) {
      items[p] = plan.waves().get(p).items().toArray(Wave.Item[]::new);
      firstBlocks[p] = new int[items[p].length + 1];
      for (int i = 0; i < items[p].length; i++) {
        firstBlocks[p][i + 1] = firstBlocks[p][i] + items[p][i].blocks();
      }
    }
    taken = new AtomicIntegerArray(Math.max(1, waves) * COUNTER_STRIDE);
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public void batch(int[] examples) {
    operands.batch(examples);
  }

  @Override
  public void set(String input, double[] values) {
    Value v = named(plan.inputs(), input, "input");
    if (values.length != v.size()) {
      throw new IllegalArgumentException(
          "input %s takes %d x %d numbers, got %d"
              .formatted(input, v.rows(), v.cols(), values.length));
    }
    float[] a = array(v);
    int offset = operands.start(v);
    for (int i = 0; i < values.length; i++) {
      a[offset + i] = (float) values[i];
    }
  }

  @Override
  public void run(long step) {
    for (RowIndex index : operands.indexes) {
      index.requireKnown();
    }
    operands.begin(step);
    for (int p = 0; p < items.length; p++) {
      taken.set(p * COUNTER_STRIDE, 0);
    }
    crew.run(task);
  }

  private void work(int worker) {
    for (int p = 0; p < items.length; p++) {
      if (p > 0) {
        crew.barrier();
      }
      int[] first = firstBlocks[p];
      int blocks = first[first.length - 1];
      int item = 0;
      int block = taken.getAndIncrement(p * COUNTER_STRIDE);
      while (block < blocks) {
        while (block >= first[item + 1]) {
          item++;
        }
        runBlock(items[p][item], block - first[item], workers[worker]);
        block = taken.getAndIncrement(p * COUNTER_STRIDE);
      }
    }
  }

  private static void runBlock(Wave.Item item, int block, FloatWorker worker) {
    switch (item) {
      case Wave.Chain c -> {
        int from = block * c.blockUnits();
        int to = Math.min(c.units(), from + c.blockUnits());
        for (int i = 0; i < c.instructions().size(); i++) {
          worker.runUnits(c.instructions().get(i), c.units(), from, to);
        }
      }
      case Wave.Single(Instruction instruction, int rows, int cols, int rowBlocks, int colBlocks) ->
          worker.runBlock(
              instruction, block / colBlocks * rows, rows, block % colBlocks * cols, cols);
    }
  }

  @Override
  public double scalar(String output) {
    Value v = named(plan.outputs(), output, "output");
    if (v.size() != 1) {
      throw new IllegalArgumentException(
          "output %s is %d x %d, not one number".formatted(output, v.rows(), v.cols()));
    }
    return array(v)[operands.start(v)];
  }

  @Override
  public int read(String output, double[] into) {
    Value v = named(plan.outputs(), output, "output");
    float[] a = array(v);
    int offset = operands.start(v);
    for (int i = 0; i < v.size(); i++) {
      into[i] = a[offset + i];
    }
    return v.size();
  }

  private float[] array(Value v) {
    return Objects.requireNonNull(operands.shared(v), "inputs and outputs are never local");
  }

  private static Value named(Map<String, Value> values, String name, String kind) {
    Value v = values.get(name);
    if (v == null) {
      throw new IllegalArgumentException(
          "the plan has no " + kind + " called " + name + "; it has " + values.keySet());
    }
    return v;
  }
}
