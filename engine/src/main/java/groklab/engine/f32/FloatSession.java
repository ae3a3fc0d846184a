package groklab.engine.f32;

import groklab.engine.exec.Crew;
import groklab.engine.exec.Executor;
import groklab.engine.exec.Session;
import groklab.engine.plan.ParameterLayout;
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
    float[] m = memory.slot(Slot.FIRST_MOMENT);
    float[] v = memory.slot(Slot.SECOND_MOMENT);
    float[] anchor = anchored ? memory.slot(Slot.ANCHOR) : null;
    crew.run(worker -> {
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
            (float) coupledDecay,
            (float) decoupledDecay,
            (float) beta1,
            (float) beta2,
            (float) stepSize,
            (float) inverseRootCorrection2,
            (float) epsilon);
      }
    });
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
    float[] u = memory.slot(Slot.FIRST_MOMENT);
    float[] anchor = anchored ? memory.slot(Slot.ANCHOR) : null;
    crew.run(worker -> {
      for (int i = from + worker * UPDATE_BLOCK; i < to; i += crew.workers() * UPDATE_BLOCK) {
        kernels.sgd(
            memory.values,
            i,
            u,
            i,
            memory.gradients,
            i,
            anchor,
            i,
            Math.min(UPDATE_BLOCK, to - i),
            (float) coupledDecay,
            (float) decoupledDecay,
            (float) momentum,
            (float) learningRate);
      }
    });
  }

  @Override
  public void close() {
    crew.close();
  }
}
