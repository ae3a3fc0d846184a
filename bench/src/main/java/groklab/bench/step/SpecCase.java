package groklab.bench.step;

import groklab.bench.peer.Weight;
import groklab.bench.peer.Workload;
import groklab.engine.graph.Slot;
import groklab.lab.model.Parameter;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/// The training step of a spec, by the laboratory's own trainer.
public record SpecCase(String name, String about, RunSpec spec) implements StepCase {

  @Override
  public int stride() {
    int examples = spec.task().problem(spec.seed()).trainRows().length;
    int size = spec.training().batch().size(examples);
    return (examples + size - 1) / size;
  }

  @Override
  public Ours ours(int threads) {
    var trainer = new Trainer(spec, threads);
    trainer.initialise();
    return new Training(trainer);
  }

  @Override
  public Workload workload() {
    var trainer = new Trainer(spec, 1); // only its weights and batches are used
    trainer.initialise();
    List<Weight> weights = new ArrayList<>();
    for (Parameter t : trainer.network().parameters()) {
      double[] matrix = new double[t.view().size()];
      trainer.session().read(Slot.VALUES, t.view().offset(), matrix);
      long[] shape = t.shape().stream().mapToLong(Integer::longValue).toArray();
      weights.add(new Weight(t.name(), shape, floats(t.toStored(matrix))));
    }
    return new Workload.Tokens(
        trainer.data(),
        spec.model(),
        spec.training(),
        spec.optimizer(),
        spec.optimizerParts().stages(),
        weights,
        trainer::examplesAt);
  }

  public static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static final class Training implements Ours {
    private final Trainer trainer;

    Training(Trainer trainer) {
      this.trainer = trainer;
    }

    @Override
    public void step(long step) {
      trainer.step(step);
    }

    @Override
    public double loss() {
      return trainer.lossOfLastStep();
    }

    @Override
    public long flop() {
      return trainer.stepFlop();
    }

    @Override
    public String kernels() {
      return trainer.session().kernels();
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
