package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.nio.file.Path;

/// Reads one format of stored weights. Another one is a class that implements this, and its line in
/// [WeightFormats].
///
/// Files may be damaged or made to harm: every length, offset and shape is checked before anything
/// is allocated for it, nothing that a file asks for is run, and nothing is written.
public interface WeightFormat {
  /// What people call it: `safetensors`.
  String format();

  /// Whether a file is one of these.
  ///
  /// @param head its first bytes, up to [WeightFormats#HEAD] of them
  boolean recognises(Path file, byte[] head);

  /// Whether files of it hold weights and hardly ever anything else. Others, arrays of numpy, are
  /// data as often; they count as weights if they say a step, or if they are asked for.
  boolean holdsWeightsAlone();

  /// Opens a file and reads where its tensors lie, not their numbers.
  ///
  /// @throws RunFileException if it is damaged, or asks for what is not allowed
  /// @throws IOException if it cannot be read
  StoredWeights open(Path file) throws IOException;
}
