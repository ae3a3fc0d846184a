package groklab.study.query;

import groklab.lab.file.RunFileException;
import groklab.lab.rundir.RunDirectory;
import groklab.study.store.RunStore;
import groklab.study.store.SweepFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Three tables over any number of run directories and sweeps:
///
/// | table | a row is | columns | |---|---|---| | `runs` | a run that has ended | `run` (its
/// directory, or the sweep's folder with its id), `sweep`, `id`, one for each key of the axes, and
/// what `summary.json` holds | | `metrics` | a probe | `run`, `step`, one for each measure | |
/// `events` | an event | `run`, `step`, `type`, `event` (its line as JSON) |
///
/// They read the files when they are asked; nothing is copied and nothing is left behind. A table
/// that a query does not name costs nothing.
public final class RunTables implements AutoCloseable {
  /// In the order in which they are told.
  static final List<String> NAMES = List.of("runs", "metrics", "events");

  private final Connection connection;
  private final List<SweepFolder> sweeps = new ArrayList<>();
  private final List<Path> directories = new ArrayList<>();

  /// @param paths run directories, folders of sweeps, or folders that hold such
  /// @throws RunFileException if there is nothing in them to ask
  public RunTables(List<Path> paths) {
    paths.forEach(this::find);
    if (sweeps.isEmpty() && directories.isEmpty()) {
      throw new RunFileException(
          "%s holds no runs; name run directories, sweeps, or folders of them"
              .formatted(String.join(", ", paths.stream().map(Path::toString).toList())));
    }
    try {
      var settings = new Properties();
      settings.put("autoinstall_known_extensions", "false"); // nothing is fetched from anywhere
      connection = DriverManager.getConnection("jdbc:duckdb:", settings);
    } catch (SQLException e) {
      throw new QueryException(e);
    }
  }

  private void find(Path path) {
    if (SweepFolder.is(path)) {
      sweeps.add(SweepFolder.open(path));
    } else if (Files.exists(path.resolve("spec.toml"))) {
      directories.add(RunDirectory.open(path).path());
    } else if (Files.isDirectory(path)) {
      children(path).forEach(this::findHere);
    } else {
      throw new RunFileException("There is no folder %s; check the path".formatted(path));
    }
  }

  private void findHere(Path path) {
    if (SweepFolder.is(path) || Files.exists(path.resolve("spec.toml"))) {
      find(path);
    }
  }

  private static List<Path> children(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  /// Answers a query.
  ///
  /// @throws QueryException if it cannot be answered
  public Answer ask(String sql) {
    prepare(sql);
    try {
      return answer(sql);
    } catch (QueryException e) {
      throw UnknownName.ending(String.valueOf(e.getMessage()), () -> columns(sql))
          .map(ending -> new QueryException(e, ending))
          .orElse(e);
    }
  }

  /// The columns of each table that a query names.
  private Map<String, List<String>> columns(String sql) {
    var columns = new LinkedHashMap<String, List<String>>();
    for (String table : NAMES) {
      if (names(table, sql)) {
        columns.put(table, answer("SELECT * FROM %s LIMIT 0".formatted(table)).columns());
      }
    }
    return columns;
  }

  private Answer answer(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet found = executed(statement, sql)) {
      var about = found.getMetaData();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        columns.add(about.getColumnLabel(i));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (found.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(plain(found.getObject(i)));
        }
        rows.add(row);
      }
      return new Answer(columns, rows);
    } catch (SQLException e) {
      throw new QueryException(e);
    }
  }

  /// What a statement that writes a file answers is how many rows it wrote.
  private static ResultSet executed(Statement statement, String sql) throws SQLException {
    if (statement.execute(sql)) {
      return statement.getResultSet();
    }
    long rows = statement.getLargeUpdateCount();
    return statement.executeQuery("SELECT %d AS rows".formatted(rows));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> value.toString();
    };
  }

  /// Writes a table to a file.
  ///
  /// @param table `runs`, `metrics` or `events`
  /// @param format as DuckDB calls it
  ///
  /// @throws RunFileException if the file cannot be written; then it is not there
  public void write(String table, Path file, String format) {
    prepare(table);
    String copy =
        "COPY (SELECT * FROM %s) TO %s (%s)".formatted(table, Sql.text(file.toString()), format);
    try {
      execute(copy);
    } catch (QueryException e) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException removal) {
        e.addSuppressed(removal);
      }
      if (e.isOfFiles()) {
        throw RunFileException.writing(
            file, new IOException(e.getMessage(), e), "nothing was exported");
      }
      throw e;
    }
  }

  /// Makes the tables that a query names, of files that are as they were written.
  private void prepare(String sql) {
    if (names("runs", sql)) {
      sweeps.forEach(SweepFolder::requireWholeSummaries);
    }
    if (names("metrics", sql) || names("events", sql)) {
      sweeps.forEach(SweepFolder::requireWholeLines);
    }
    if (names("runs", sql) || names("metrics", sql) || names("events", sql)) {
      sweeps.forEach(this::requireFormat);
    }
    if (names("runs", sql)) {
      view("runs", new RunsView(sweeps, directories).sql());
    }
    if (names("metrics", sql)) {
      view("metrics", new MetricsView(sweeps, directories, this::names).sql());
    }
    if (names("events", sql)) {
      view("events", new EventsView(sweeps, directories).sql());
    }
  }

  /// A folder that another version has sealed is whole, and may not be what is expected here.
  private void requireFormat(SweepFolder sweep) {
    if (sweep.isSealed() && !sweep.store().parts().isEmpty()) {
      String lines = Sql.summaries(sweep, "format: 'BIGINT', id: 'VARCHAR', failure: 'VARCHAR'");
      answer("SELECT DISTINCT format FROM (%s)".formatted(lines))
          .rows()
          .forEach(row -> requireFormat(sweep, ((Number) row.getFirst()).longValue()));
    }
  }

  private static void requireFormat(SweepFolder sweep, long format) {
    try {
      RunStore.requireFormat(format);
    } catch (RunFileException e) {
      throw new RunFileException("%s: %s".formatted(sweep.path(), e.getMessage()));
    }
  }

  private static boolean names(String table, String sql) {
    return Pattern.compile("\\b" + table + "\\b", Pattern.CASE_INSENSITIVE).matcher(sql).find();
  }

  private void view(String name, String sql) {
    execute("CREATE OR REPLACE TEMP VIEW %s AS %s".formatted(name, sql));
  }

  private void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new QueryException(e);
    }
  }

  /// The first column of an answer and the second, as texts.
  private List<MetricsView.Named> names(String sql) {
    return answer(sql).rows().stream()
        .map(row -> new MetricsView.Named(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
        .toList();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new QueryException(e);
    }
  }
}
