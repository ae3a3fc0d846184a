package groklab.lab.train;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.kernel.Precision;
import groklab.lab.file.Tensor;
import groklab.lab.model.Network;
import groklab.lab.model.Parameter;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.step.LossPeak;
import groklab.lab.update.Optimizer;
import groklab.lab.update.Optimizer.Kept;
import groklab.lab.update.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

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
        state.put(name(kept, table), new Tensor.F64(shape(table), table.numbers().clone()));
        if (!table.axes().isEmpty()) {
          state.put(Checkpoint.axesOf(name(kept, table)), axes(table));
        }
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
    return label(kept) + ".since";
  }

  private static String label(Kept kept) {
    return kept.label().isEmpty() ? "rule" : kept.label();
  }

  private static String name(Kept kept, Table table) {
    return label(kept) + "." + table.name();
  }

  private static int[] shape(Table table) {
    return table.axes().isEmpty()
        ? new int[] {table.numbers().length}
        : table.axes().stream().mapToInt(Table.Axis::bins).toArray();
  }

  /// Lower and upper end of each axis.
  private static Tensor.F64 axes(Table table) {
    double[] ends =
        table.axes().stream()
            .flatMapToDouble(axis -> DoubleStream.of(axis.from(), axis.to()))
            .toArray();
    return new Tensor.F64(new int[] {table.axes().size(), 2}, ends);
  }

  private static String name(Slot slot, Parameter p) {
    return slot.name() + "." + p.name();
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
    Set<String> held = checkpoint.optimizer().keySet();
    return kept.state().stream()
            .allMatch(slot -> parameters.stream().allMatch(p -> held.contains(name(slot, p))))
        && kept.tables().stream().allMatch(table -> stored(checkpoint, kept, table).isPresent());
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
        for (Table table : kept.tables()) {
          load(table, checkpoint, kept);
        }
        began(kept, since(checkpoint, kept));
      } else {
        kept.state().forEach(slot -> session.write(slot, 0, new double[session.layout().length()]));
        began(kept, checkpoint.step());
      }
    }
    lossPeak.load(checkpoint.optimizer());
  }

  private static void load(Table table, Checkpoint checkpoint, Kept kept) {
    double[] data =
        stored(checkpoint, kept, table)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    ("the checkpoint's tensor %s is missing, or has not the size and bins that"
                            + " this run's has; it belongs to another run")
                        .formatted(name(kept, table))));
    System.arraycopy(data, 0, table.numbers(), 0, data.length);
  }

  /// The numbers that a checkpoint holds for a table of the same bins.
  private static Optional<double[]> stored(Checkpoint checkpoint, Kept kept, Table table) {
    String name = name(kept, table);
    boolean sameBins =
        table.axes().isEmpty()
            || (checkpoint.optimizer().get(Checkpoint.axesOf(name)) instanceof Tensor.F64 ends
                && Arrays.equals(ends.data(), axes(table).data()));
    return sameBins
            && checkpoint.optimizer().get(name) instanceof Tensor.F64(int[] shape, double[] data)
            && Arrays.equals(shape, shape(table))
        ? Optional.of(data)
        : Optional.empty();
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

  private void put(Parameter p, Slot slot, @Nullable Tensor tensor, String name) {
    if (tensor == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no tensor %s; it belongs to another run".formatted(name));
    }
    List<Integer> shape = Arrays.stream(tensor.shape()).boxed().toList();
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
