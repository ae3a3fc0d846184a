package groklab.engine.f32.exec;

import groklab.engine.exec.Crew;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.f32.FloatKernels;
import groklab.engine.f32.loop.FloatAdam;
import groklab.engine.f32.loop.FloatDescent;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.AdamSettings;
import groklab.engine.kernel.Decay;
import groklab.engine.kernel.DescentSettings;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.ParameterLayout.Span;
import groklab.engine.plan.Plan;

/// A session in this package's number type.
public final class FloatSession implements Session {
  /// Parameters that one worker updates at a time.
  private static final int UPDATE_BLOCK = 8192;

  private final ParameterLayout layout;
  private final FloatKernels kernels;
  private final Crew crew;
  private final long seed;
  private final FloatMemory memory;

  // updates and shared work as tasks, made once and filled in before each step, so that a step
  // allocates nothing
  private final FloatAdam adam;
  private final FloatDescent descent;
  private Span updated;
  private final Crew.Task adamTask = this::adam;
  private final Crew.Task descentTask = this::descend;
  private int sharedRows;
  private int sharedBlock;
  private RowWork sharedWork = (from, to) -> {};
  private final Crew.Task sharedTask = this::shareOut;

  /// @param seed of the dropout streams
  /// @param workers threads, the caller included
  public FloatSession(ParameterLayout layout, FloatKernels kernels, long seed, int workers) {
    this.layout = layout;
    this.kernels = kernels;
    this.seed = seed;
    this.crew = new Crew(workers);
    this.memory = new FloatMemory(layout.length());
    this.updated = layout.all();
    this.adam = new FloatAdam(memory.values, memory.gradients);
    this.descent = new FloatDescent(memory.values, memory.gradients);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public String kernels() {
    return kernels.name();
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public int workers() {
    return crew.workers();
  }

  @Override
  public void forEachBlock(int rows, int block, RowWork work) {
    sharedRows = rows;
    sharedBlock = block;
    sharedWork = work;
    crew.run(sharedTask);
  }

  private void shareOut(int worker) {
    int stride = crew.workers() * sharedBlock;
    for (int i = worker * sharedBlock; i < sharedRows; i += stride) {
      sharedWork.run(i, Math.min(sharedRows, i + sharedBlock));
    }
  }

  @Override
  public Executor load(Plan plan) {
    return new FloatExecutor(plan, memory, kernels, crew, seed);
  }

  @Override
  public void read(Slot slot, int offset, double[] into) {
    memory.read(slot, offset, into);
  }

  @Override
  public void write(Slot slot, int offset, double[] values) {
    memory.write(slot, offset, values);
  }

  @Override
  public void alias(Slot alias, Slot target) {
    memory.alias(alias, target);
  }

  @Override
  public void adam(AdamSettings settings, double learningRate, long step, Span parameters) {
    FloatAdam u = adam;
    updated = parameters;
    u.set(settings, learningRate, step);
    u.firstMoment = memory.slot(Slot.FIRST_MOMENT);
    u.secondMoment = memory.slot(Slot.SECOND_MOMENT);
    u.anchor = anchor(settings.decay());
    u.anchorScale = anchorScale(settings.decay());
    crew.run(adamTask);
  }

  @Override
  public void descend(DescentSettings settings, double learningRate, Span parameters) {
    FloatDescent u = descent;
    updated = parameters;
    u.set(settings, learningRate);
    u.velocity = memory.slot(Slot.FIRST_MOMENT);
    u.anchor = anchor(settings.decay());
    u.anchorScale = anchorScale(settings.decay());
    crew.run(descentTask);
  }

  private float[] anchor(Decay decay) {
    return decay.anchored() ? memory.slot(Slot.ANCHOR) : memory.values;
  }

  /// 0 makes the origin of any anchor.
  private static float anchorScale(Decay decay) {
    return decay.anchored() ? 1 : 0;
  }

  private void adam(int worker) {
    int end = updated.to();
    int all = crew.workers() * UPDATE_BLOCK;
    for (int i = updated.from() + worker * UPDATE_BLOCK; i < end; i += all) {
      kernels.updates().adam(adam, i, Math.min(UPDATE_BLOCK, end - i));
    }
  }

  private void descend(int worker) {
    int end = updated.to();
    int all = crew.workers() * UPDATE_BLOCK;
    for (int i = updated.from() + worker * UPDATE_BLOCK; i < end; i += all) {
      kernels.updates().descent(descent, i, Math.min(UPDATE_BLOCK, end - i));
    }
  }

  @Override
  public void close() {
    crew.close();
  }
}
