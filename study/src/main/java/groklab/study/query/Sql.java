package groklab.study.query;

import groklab.study.store.SweepFolder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// How names, texts and files stand in SQL.
final class Sql {
  private Sql() {}

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String name(String column) {
    return "\"" + column.replace("\"", "\"\"") + "\"";
  }

  /// A name as somebody would write it: in quotes where SQL needs them.
  static String asWritten(String column) {
    return column.matches("[A-Za-z_][A-Za-z0-9_]*") ? column : name(column);
  }

  static String list(Collection<Path> files) {
    return files.stream()
        .map(file -> text(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// What came of each run of a sweep, without its probes: few bytes where all have ended.
  ///
  /// @param columns as in [#lines]
  static String summaries(SweepFolder sweep, String columns) {
    return sweep
        .summaries()
        .map(file -> read(List.of(file), columns))
        .orElseGet(() -> lines(sweep, columns));
  }

  /// A line that cannot be read is one that is being written, or whose writing was cut short: all
  /// others have been compared with their sums, see [SweepFolder#requireWholeLines].
  private static String read(List<Path> files, String columns) {
    return ("SELECT * FROM read_json(%s, format = 'newline_delimited', ignore_errors = true,"
            + " maximum_object_size = 268435456, columns = {%s}) WHERE id IS NOT NULL")
        .formatted(list(files), columns);
  }

  /// The lines of a sweep's store, each run once: the first that came to its end counts.
  ///
  /// @param columns name and type of each column to read, as DuckDB writes them
  static String lines(SweepFolder sweep, String columns) {
    List<Path> parts = sweep.store().parts();
    String all = read(parts, columns);
    return parts.size() == 1
        ? all
        : all + " QUALIFY row_number() OVER (PARTITION BY id ORDER BY failure IS NOT NULL) = 1";
  }
}
