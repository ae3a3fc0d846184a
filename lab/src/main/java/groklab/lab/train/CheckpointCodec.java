package groklab.lab.train;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.lab.file.Tensor;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.spec.RunSpec;
import groklab.lab.update.Optimizer;
import groklab.lab.update.Optimizer.Kept;
import groklab.lab.update.Table;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Turns a session's arrays into a checkpoint's named tensors and back, without loss.
final class CheckpointCodec {
  private final Session session;
  private final List<Parameter> parameters;
  private final Precision precision;
  private final Optional<Optimizer> optimizer;
  private final LossPeak lossPeak;

  CheckpointCodec(RunSpec spec, Trainer trainer) {
    this(
        spec,
        trainer.session(),
        trainer.network(),
        Optional.of(trainer.optimizer()),
        trainer.lossPeak());
  }

  /// Where only weights are read.
  CheckpointCodec(RunSpec spec, Session session, Network network) {
    this(spec, session, network, Optional.empty(), new LossPeak());
  }

  /// @param optimizer whose state is kept beside the weights
  private CheckpointCodec(
      RunSpec spec,
      Session session,
      Network network,
      Optional<Optimizer> optimizer,
      LossPeak lossPeak) {
    this.session = session;
    this.parameters = network.parameters();
    this.precision = spec.training().precision();
    this.optimizer = optimizer;
    this.lossPeak = lossPeak;
  }

  /// The session's state after `step` updates.
  Checkpoint save(long step) {
    SortedMap<String, Tensor> weights = new TreeMap<>();
    SortedMap<String, Tensor> state = new TreeMap<>();
    for (Parameter p : parameters) {
      weights.put(p.name(), tensor(p, Slot.VALUES));
    }
    for (Kept kept : kept()) {
      for (Parameter p : parameters) {
        kept.state().forEach(slot -> state.put(name(slot, p), tensor(p, slot)));
      }
      for (Table table : kept.tables()) {
        double[] numbers = table.numbers().clone();
        state.put(name(kept, table), new Tensor.F64(new int[] {numbers.length}, numbers));
      }
      if (kept.since() != 0) {
        double[] since = {kept.since()};
        state.put(sinceName(kept), new Tensor.F64(new int[] {1}, since));
      }
    }
    lossPeak.save(state);
    return new Checkpoint(step, weights, state);
  }

  private List<Kept> kept() {
    return optimizer.map(Optimizer::kept).orElse(List.of());
  }

  private static String sinceName(Kept kept) {
    return (kept.label().isEmpty() ? "rule" : kept.label()) + ".since";
  }

  private static String name(Slot slot, Parameter p) {
    return slot.name() + "." + p.name();
  }

  private static String name(Kept kept, Table table) {
    return (kept.label().isEmpty() ? "rule" : kept.label()) + "." + table.name();
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
    load(checkpoint, kept -> true);
  }

  /// As [#load], where the state is that of another optimiser: parts that it did not have begin
  /// afresh.
  ///
  /// @param otherRule whether the rule is another one
  void adopt(Checkpoint checkpoint, boolean otherRule) {
    load(checkpoint, kept -> !(otherRule && kept.label().isEmpty()) && holdsAll(checkpoint, kept));
  }

  private boolean holdsAll(Checkpoint checkpoint, Kept kept) {
    return kept.state().stream()
            .allMatch(slot ->
                parameters.stream()
                    .allMatch(p -> checkpoint.optimizer().containsKey(name(slot, p))))
        && kept.tables().stream().allMatch(table -> fits(checkpoint, name(kept, table), table));
  }

  private static boolean fits(Checkpoint checkpoint, String name, Table table) {
    return checkpoint.optimizer().get(name) instanceof Tensor.F64(int[] _, double[] data)
        && data.length == table.numbers().length;
  }

  private void load(Checkpoint checkpoint, Predicate<Kept> handedOn) {
    loadWeights(checkpoint);
    for (Kept kept : kept()) {
      if (handedOn.test(kept)) {
        for (Parameter p : parameters) {
          kept.state()
              .forEach(
                  slot -> put(p, slot, checkpoint.optimizer().get(name(slot, p)), name(slot, p)));
        }
        kept.tables().forEach(table -> fill(table, checkpoint, name(kept, table)));
        began(kept, since(checkpoint, kept));
      } else {
        kept.state().forEach(slot -> session.write(slot, 0, new double[session.layout().length()]));
        began(kept, checkpoint.step());
      }
    }
    lossPeak.load(checkpoint.optimizer());
  }

  private static void fill(Table table, Checkpoint checkpoint, String name) {
    if (!fits(checkpoint, name, table)) {
      throw new IllegalArgumentException(
          "the checkpoint has no tensor %s of %d numbers in float64; it belongs to another run"
              .formatted(name, table.numbers().length));
    }
    double[] stored = ((Tensor.F64) checkpoint.optimizer().get(name)).data();
    System.arraycopy(stored, 0, table.numbers(), 0, stored.length);
  }

  private void began(Kept kept, long step) {
    optimizer.ifPresent(known -> known.began(kept.label(), step));
  }

  private static long since(Checkpoint checkpoint, Kept kept) {
    return checkpoint.optimizer().get(sinceName(kept)) instanceof Tensor.F64(var _, double[] data)
        ? (long) data[0]
        : 0;
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
