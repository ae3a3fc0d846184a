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

  static String list(Collection<Path> files) {
    return files.stream()
        .map(file -> text(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// The lines of a sweep's store, each run once: the first that came to its end counts.
  ///
  /// @param columns name and type of each column to read, as DuckDB writes them
  static String lines(SweepFolder sweep, String columns) {
    List<Path> parts = sweep.store().parts();
    String read =
        "SELECT * FROM read_json(%s, format = 'newline_delimited', maximum_object_size = 268435456,"
            + " columns = {%s})";
    String all = read.formatted(list(parts), columns);
    return parts.size() == 1
        ? all
        : all + " QUALIFY row_number() OVER (PARTITION BY id ORDER BY failure IS NOT NULL) = 1";
  }
}
