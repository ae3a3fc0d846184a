package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import java.io.IOException;
import java.nio.file.Path;

/// Reads one format of logs. Another one is a class that implements this, and its line in
/// [Importers].
///
/// Files may be cut off in the middle of what is being written, damaged, or made to harm: an
/// importer takes every point up to there, says so in a remark, never writes and never runs what it
/// reads. Its memory does not grow with the file beyond the points.
public interface Importer {
  /// What people call it: `TensorBoard events`.
  String format();

  /// Whether a file is one of these.
  ///
  /// @param head its first bytes, up to [Importers#HEAD] of them
  boolean recognises(Path file, byte[] head);

  /// The run that a file belongs to: the file itself where each holds a whole one, or else a
  /// folder.
  Path run(Path file);

  /// Takes what a file has logged; called for the files of a run in their order. A file with
  /// several runs names each ([LogBuilder#run]).
  ///
  /// @throws IOException if the file cannot be read at all
  void read(Path file, LogBuilder log) throws IOException;
}
