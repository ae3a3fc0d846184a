package groklab.lab.train;

import groklab.engine.exec.Session;
import groklab.engine.exec.Session.Slot;
import groklab.engine.kernel.Precision;
import groklab.lab.file.Tensor;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Turns a session's arrays into a checkpoint's named tensors and back, without loss.
final class CheckpointCodec {
  private final Session session;
  private final List<Parameter> parameters;
  private final Precision precision;
  private final Map<String, Slot> optimizerSlots;
  private final LossPeak lossPeak;

  CheckpointCodec(RunSpec spec, Trainer trainer) {
    this(spec, trainer.session(), trainer.network(), trainer.updateState(), trainer.lossPeak());
  }

  /// Where only weights are read.
  CheckpointCodec(RunSpec spec, Session session, Network network) {
    this(spec, session, network, Map.of(), new LossPeak());
  }

  /// @param updateState what the update keeps between steps
  private CheckpointCodec(
      RunSpec spec,
      Session session,
      Network network,
      Map<String, Slot> updateState,
      LossPeak lossPeak) {
    this.session = session;
    this.parameters = network.parameters();
    this.precision = spec.training().precision();
    this.optimizerSlots = updateState;
    this.lossPeak = lossPeak;
  }

  /// The session's state after `step` updates.
  Checkpoint save(long step) {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    SortedMap<String, Tensor> optimizer = new TreeMap<>();
    for (Parameter p : parameters) {
      weights.put(p.name(), tensor(p, Slot.VALUES));
      optimizerSlots.forEach((prefix, slot) -> optimizer.put(prefix + p.name(), tensor(p, slot)));
    }
    lossPeak.save(optimizer);
    return new Checkpoint(step, weights, optimizer);
  }

  private Tensor tensor(Parameter p, Slot slot) {
    double[] matrix = new double[p.view().size()];
    session.read(slot, p.view().offset(), matrix);
    double[] stored = p.toStored(matrix);
    int[] shape = p.shape().stream().mapToInt(Integer::intValue).toArray();
    return switch (precision) {
      case FLOAT32 -> {
        float[] data = new float[stored.length];
        for (int i = 0; i < data.length; i++) {
          data[i] = (float) stored[i];
        }
        yield new Tensor.F32(shape, data);
      }
      case FLOAT64 -> new Tensor.F64(shape, stored);
    };
  }

  /// Puts a checkpoint's state into the session.
  ///
  /// @throws IllegalArgumentException if a tensor is missing or has another shape or type than this
  ///     run's
  void load(Checkpoint checkpoint) {
    for (Parameter p : parameters) {
      put(p, Slot.VALUES, checkpoint.weights().get(p.name()), p.name());
      optimizerSlots.forEach((prefix, slot) ->
          put(p, slot, checkpoint.optimizer().get(prefix + p.name()), prefix + p.name()));
    }
    lossPeak.load(checkpoint.optimizer());
  }

  /// Puts a checkpoint's weights alone into the session.
  ///
  /// @throws IllegalArgumentException as [#load]
  void loadWeights(Checkpoint checkpoint) {
    for (Parameter p : parameters) {
      put(p, Slot.VALUES, checkpoint.weights().get(p.name()), p.name());
    }
  }

  private void put(
      Parameter p, Slot slot, @org.jspecify.annotations.Nullable Tensor tensor, String name) {
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no tensor %s; it belongs to another run".formatted(name));
    }
    List<Integer> shape = java.util.Arrays.stream(tensor.shape()).boxed().toList();
    if (!shape.equals(p.shape())) {
      throw new IllegalArgumentException(
          "the checkpoint's tensor %s has shape %s, the run's has %s"
              .formatted(name, shape, p.shape()));
    }
    session.write(slot, p.view().offset(), p.fromStored(elements(tensor, name)));
  }

  private double[] elements(Tensor tensor, String name) {
    if (precision == Precision.FLOAT32 && tensor instanceof Tensor.F32 single) {
      return single.widened();
    }
    if (precision == Precision.FLOAT64
        && tensor instanceof Tensor.F64(int[] shape, double[] data)) {
      return data;
    }
    throw new IllegalArgumentException(
        "the checkpoint's tensor %s is not of the run's precision %s".formatted(name, precision));
  }
}
