package groklab.lab.trace;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Sum;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.Deflater;

/// `loss.trace`, to be added to: the training loss of every step in blocks, see `TraceBlock`. A
/// step costs a number in an array; every 512th one makes a block of them and appends it. Neither
/// allocates.
///
/// What is not in a block yet is the *tail*, which a checkpoint holds. So a run that goes on from a
/// checkpoint goes on with the very bytes it would have written without an interruption.
public final class TraceFile implements AutoCloseable {
  private static final String SAFE = "the losses before are safe";

  private final Path file;
  private final FileChannel channel;
  private final RunningSum sum;
  private final TraceBlock block = new TraceBlock();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final double[] tail = new double[TraceBlock.STEPS];
  private long length;
  private long first;
  private int count;

  private TraceFile(Path file, FileChannel channel, RunningSum sum, long length) {
    this.file = file;
    this.channel = channel;
    this.sum = sum;
    this.length = length;
  }

  /// Opens for adding the loss of `step` and those after it. Blocks of later steps are removed; the
  /// run will record them again. A file without blocks begins with the tail.
  ///
  /// @param tail of the checkpoint of the step
  /// @throws RunFileException if blocks and tail leave a gap before the step
  public static TraceFile open(Path file, long step, double[] tail) {
    var kept = LossTrace.keptUpTo(file, step);
    if (kept.bytes() > 0 && kept.end() != step - tail.length) {
      throw new RunFileException(
          "%s ends at step %d; expected step %d, where its checkpoint goes on"
              .formatted(file, kept.end(), step - tail.length));
    }
    try {
      var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS);
      channel.truncate(kept.bytes());
      channel.force(true);
      var opened =
          new TraceFile(file, channel, RunningSum.ofBeginning(file, kept.bytes()), kept.bytes());
      opened.first = step - tail.length;
      for (double loss : tail) {
        opened.add(loss);
      }
      return opened;
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  /// Adds the loss of the next step.
  ///
  /// @throws RunFileException if a block was not written; then the file ends with the one before
  public void add(double loss) {
    tail[count++] = loss;
    if (first + count == TraceBlock.endOfBlock(first)) {
      write();
    }
  }

  /// What is in no block yet: a fresh array.
  public double[] tail() {
    return Arrays.copyOf(tail, count);
  }

  /// Writes the tail, at the end of a run.
  public void end() {
    if (count > 0) {
      write();
    }
  }

  private void write() {
    var bytes = block.encode(deflater, first, tail, count);
    int size = bytes.remaining();
    try {
      AtomicFile.writeFully(channel, bytes);
    } catch (IOException e) {
      removeTorn(e);
      throw RunFileException.writing(file, e, SAFE);
    }
    sum.add(bytes.rewind());
    length += size;
    first += count;
    count = 0;
  }

  /// Half a block in the middle of the file would make the next one unreadable.
  private void removeTorn(IOException because) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /// The sum of all blocks so far.
  public Sum sum() {
    return sum.now();
  }

  /// Brings all blocks to the disk.
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }

  @Override
  public void close() {
    deflater.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw RunFileException.writing(file, e, SAFE);
    }
  }
}
