package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A file of rows that is read from the beginning to the end, as often as asked, and never held as
/// a whole.
sealed interface RowFile permits TableFile, JsonLinesFile {
  /// Takes a row.
  interface Taker {
    /// @param number of its line, from 1
    /// @param cells a list for each column: one text, or the elements of an array
    void take(long number, List<List<String>> cells);
  }

  Path path();

  /// The names of the columns, in their order.
  ///
  /// @throws RunFileException if there is no row
  List<String> columns() throws IOException;

  /// @throws RunFileException if a row is not like the others
  void read(Taker taker) throws IOException;

  /// `line 7 of a.csv`.
  default String line(long number) {
    return "Line %,d of %s".formatted(number, path());
  }

  /// @throws RunFileException if its name says no format that is known
  static RowFile of(Path path, boolean isNamed) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return new JsonLinesFile(path);
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return new TableFile(path, name.endsWith(".tsv") ? '\t' : ',', isNamed);
    }
    throw new RunFileException(
        "%s is no table known here; expected a name that ends in .csv, .tsv or .jsonl"
            .formatted(path));
  }
}
