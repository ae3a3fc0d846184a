package groklab.lab.train;

import groklab.lab.file.JsonLines;
import groklab.lab.file.Tensor;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Checkpoint;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.Sums;
import groklab.lab.spec.RunSpec;
import groklab.lab.trace.LossTrace;
import groklab.lab.trace.TraceFile;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The files that grow while a run goes on: probes, events, and the loss of every step.
final class RunRecords implements AutoCloseable {
  /// Name of the tensor in a checkpoint that holds the losses that are in no block yet.
  private static final String TAIL = "train.losses";

  private static final double[] NONE = {};

  private final RunDirectory directory;
  private final JsonLines<Probe> metrics;
  private final JsonLines<RunEvent> events;
  private final @Nullable TraceFile trace;

  private RunRecords(
      RunDirectory directory,
      JsonLines<Probe> metrics,
      JsonLines<RunEvent> events,
      @Nullable TraceFile trace) {
    this.directory = directory;
    this.metrics = metrics;
    this.events = events;
    this.trace = trace;
  }

  /// Those of a run that begins.
  ///
  /// @param first step whose loss is the first to be kept
  static RunRecords begin(RunDirectory directory, RunSpec spec, long first) {
    return new RunRecords(
        directory,
        directory.openMetrics(),
        directory.openEvents(),
        trace(directory, spec, first, NONE));
  }

  /// Those of a run that goes on: what was recorded after the checkpoint is removed.
  ///
  /// @param from empty = from its beginning
  static RunRecords resume(RunDirectory directory, RunSpec spec, Optional<Checkpoint> from) {
    long since = from.map(Checkpoint::step).orElse(-1L);
    return new RunRecords(
        directory,
        directory.resumeMetrics(since),
        directory.resumeEvents(since),
        trace(directory, spec, Math.max(0, since), from.map(RunRecords::tail).orElse(NONE)));
  }

  private static @Nullable TraceFile trace(
      RunDirectory directory, RunSpec spec, long step, double[] tail) {
    return spec.probes().trace() ? TraceFile.open(directory.traceFile(), step, tail) : null;
  }

  private static double[] tail(Checkpoint checkpoint) {
    return checkpoint.optimizer().get(TAIL) instanceof Tensor.F64(int[] _, double[] losses)
        ? losses
        : NONE;
  }

  /// The losses of the steps before a checkpoint, as far as the run has kept them.
  static Optional<LossTrace> lossesBefore(RunDirectory run, Checkpoint checkpoint) {
    double[] tail = tail(checkpoint);
    var blocks = LossTrace.read(run.traceFile(), checkpoint.step());
    if (tail.length == 0) {
      return blocks;
    }
    var last = new LossTrace(checkpoint.step() - tail.length, tail);
    return Optional.of(blocks.map(all -> all.with(last)).orElse(last));
  }

  void add(Probe probe) {
    metrics.append(probe);
  }

  void add(RunEvent event) {
    events.append(event);
  }

  /// The loss of the step after the one added last. Allocates nothing.
  void add(double loss) {
    if (trace != null) {
      trace.add(loss);
    }
  }

  /// After the last step: there is nothing left for a checkpoint to hold.
  void end() {
    if (trace != null) {
      trace.end();
    }
  }

  /// Writes a checkpoint, when everything up to its step is on the disk, with the sums of that.
  ///
  /// @return as it was written, with the losses that are in no block yet
  Checkpoint write(Checkpoint state) {
    metrics.force();
    events.force();
    if (trace != null) {
      trace.force();
    }
    var sum = Optional.ofNullable(trace).map(TraceFile::sum);
    var complete = withTail(state);
    directory.writeCheckpoint(complete, Sums.now(directory, metrics, events, sum));
    return complete;
  }

  private Checkpoint withTail(Checkpoint state) {
    double[] tail = trace == null ? NONE : trace.tail();
    if (tail.length == 0) {
      return state;
    }
    var optimizer = new TreeMap<>(state.optimizer());
    optimizer.put(TAIL, new Tensor.F64(new int[] {tail.length}, tail));
    return new Checkpoint(state.step(), state.weights(), optimizer);
  }

  @Override
  public void close() {
    try (metrics;
        events;
        trace) {
      // each is closed, whatever becomes of the others
    }
  }
}
