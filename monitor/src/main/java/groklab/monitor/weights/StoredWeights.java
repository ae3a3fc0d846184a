package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// An open file of weights. Tensors can be read until it is closed.
///
/// @param tensors by name, in the order of the file
/// @param step that the file itself says it is of
/// @param leftOut what of it could not be taken, each `NAME: why`
public record StoredWeights(
    Path file,
    SequencedMap<String, WeightTensor> tensors,
    OptionalLong step,
    List<String> leftOut,
    Closeable source)
    implements AutoCloseable {
  /// Bytes that any file may unfold to.
  private static final long ALWAYS = 64L << 20;

  public StoredWeights {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    leftOut = List.copyOf(leftOut);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /// Refuses a file whose tensors are made to be many times as large as it is: packed zeros, or one
  /// storage under a thousand names.
  ///
  /// @param most times the size of the file that its tensors may take
  /// @throws RunFileException if they take more
  StoredWeights limited(long fileSize, long most) {
    double all = 0;
    for (WeightTensor each : tensors.values()) {
      all += (double) each.count() * each.type().bytes();
    }
    if (all > Math.max(ALWAYS, (double) most * fileSize)) {
      throw new RunFileException(
          "%s has %,d bytes, but its tensors would take %,.0f; a file of weights is not that dense"
              .formatted(file, fileSize, all));
    }
    return this;
  }
}
