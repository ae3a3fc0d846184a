package groklab.engine.f32;

import groklab.engine.exec.Crew;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.plan.ParameterLayout;
import groklab.engine.plan.Plan;
import org.jspecify.annotations.Nullable;

/// A session in this package's number type.
public final class FloatSession implements Session {
  /// Parameters that one worker updates at a time.
  private static final int UPDATE_BLOCK = 8192;

  private final ParameterLayout layout;
  private final FloatKernels kernels;
  private final Crew crew;
  private final long seed;
  private final FloatMemory memory;
  private final AdamUpdate adamUpdate = new AdamUpdate();
  private final SgdUpdate sgdUpdate = new SgdUpdate();

  /// @param seed of the dropout streams
  /// @param workers threads, the caller included
  public FloatSession(ParameterLayout layout, FloatKernels kernels, long seed, int workers) {
    this.layout = layout;
    this.kernels = kernels;
    this.seed = seed;
    this.crew = new Crew(workers);
    this.memory = new FloatMemory(layout.length());
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
  public int workers() {
    return crew.workers();
  }

  @Override
  public void forEachBlock(int rows, int block, RowWork work) {
    crew.run(worker -> {
      for (int i = worker * block; i < rows; i += crew.workers() * block) {
        work.run(i, Math.min(rows, i + block));
      }
    });
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
  public void adam(
      int from,
      int to,
      boolean anchored,
      double coupledDecay,
      double decoupledDecay,
      double beta1,
      double beta2,
      double stepSize,
      double inverseRootCorrection2,
      double epsilon) {
    AdamUpdate u = adamUpdate;
    u.from = from;
    u.to = to;
    u.m = memory.slot(Slot.FIRST_MOMENT);
    u.v = memory.slot(Slot.SECOND_MOMENT);
    u.anchor = anchored ? memory.slot(Slot.ANCHOR) : null;
    u.coupledDecay = (float) coupledDecay;
    u.decoupledDecay = (float) decoupledDecay;
    u.beta1 = (float) beta1;
    u.beta2 = (float) beta2;
    u.stepSize = (float) stepSize;
    u.inverseRootCorrection2 = (float) inverseRootCorrection2;
    u.epsilon = (float) epsilon;
    crew.run(u);
  }

  @Override
  public void sgd(
      int from,
      int to,
      boolean anchored,
      double coupledDecay,
      double decoupledDecay,
      double momentum,
      double learningRate) {
    SgdUpdate u = sgdUpdate;
    u.from = from;
    u.to = to;
    u.velocity = memory.slot(Slot.FIRST_MOMENT);
    u.anchor = anchored ? memory.slot(Slot.ANCHOR) : null;
    u.coupledDecay = (float) coupledDecay;
    u.decoupledDecay = (float) decoupledDecay;
    u.momentum = (float) momentum;
    u.learningRate = (float) learningRate;
    crew.run(u);
  }

  @Override
  public void close() {
    crew.close();
  }

  // --- updates as tasks: made once and filled in before each update, so that a step allocates
  // nothing

  private final class AdamUpdate implements Crew.Task {
    private int from;
    private int to;
    private float[] m = {};
    private float[] v = {};
    private float @Nullable [] anchor;
    private float coupledDecay;
    private float decoupledDecay;
    private float beta1;
    private float beta2;
    private float stepSize;
    private float inverseRootCorrection2;
    private float epsilon;

    @Override
    public void run(int worker) {
      for (int i = from + worker * UPDATE_BLOCK; i < to; i += crew.workers() * UPDATE_BLOCK) {
        kernels.adam(
            memory.values,
            i,
            m,
            i,
            v,
            i,
            memory.gradients,
            i,
            anchor,
            i,
            Math.min(UPDATE_BLOCK, to - i),
            coupledDecay,
            decoupledDecay,
            beta1,
            beta2,
            stepSize,
            inverseRootCorrection2,
            epsilon);
      }
    }
  }

  private final class SgdUpdate implements Crew.Task {
    private int from;
    private int to;
    private float[] velocity = {};
    private float @Nullable [] anchor;
    private float coupledDecay;
    private float decoupledDecay;
    private float momentum;
    private float learningRate;

    @Override
    public void run(int worker) {
      for (int i = from + worker * UPDATE_BLOCK; i < to; i += crew.workers() * UPDATE_BLOCK) {
        kernels.sgd(
            memory.values,
            i,
            velocity,
            i,
            memory.gradients,
            i,
            anchor,
            i,
            Math.min(UPDATE_BLOCK, to - i),
            coupledDecay,
            decoupledDecay,
            momentum,
            learningRate);
      }
    }
  }
}
