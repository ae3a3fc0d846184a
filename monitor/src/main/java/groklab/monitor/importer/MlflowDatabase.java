package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.StepUnit;
import groklab.monitor.sqlite.DamagedDatabaseException;
import groklab.monitor.sqlite.Row;
import groklab.monitor.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// MLflow's database, `mlflow.db`: SQLite with the tables `experiments`, `runs` and `metrics`, a
/// row for each point. It holds any number of runs, each a log of its own; runs that were deleted
/// in MLflow are left out.
final class MlflowDatabase implements Importer {
  /// What an infinite value is written as.
  private static final double INFINITE = Double.MAX_VALUE;

  private record Point(long time, long step, double value) {}

  /// Where some columns of a table stand.
  private record Columns(Map<String, Integer> column) {
    static @Nullable Columns of(SqliteFile database, String table, String... names) {
      List<String> all = database.columns(table).orElse(List.of());
      Map<String, Integer> column = new HashMap<>();
      for (String name : names) {
        column.put(name, all.indexOf(name));
      }
      return column.containsValue(-1) ? null : new Columns(column);
    }

    String text(Row row, String name) {
      String text = row.text(column.getOrDefault(name, -1));
      return text == null ? "" : text;
    }

    long whole(Row row, String name, long otherwise) {
      Long whole = row.integer(column.getOrDefault(name, -1));
      return whole == null ? otherwise : whole;
    }
  }

  @Override
  public String format() {
    return "MLflow database";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return SqliteFile.begins(head);
  }

  @Override
  public Path run(Path file) {
    return file;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    Map<String, Map<String, List<Point>>> points = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    Map<String, Map<String, String>> settings = new HashMap<>();
    try (SqliteFile database = new SqliteFile(file)) {
      if (Files.exists(file.resolveSibling(file.getFileName() + "-journal"))) {
        log.remark(
            "%s was being written while it was read; what is odd may be gone the next time"
                .formatted(file));
      }
      names.putAll(names(database, log));
      points(database, points);
      settings(database, settings);
    } catch (DamagedDatabaseException e) {
      log.remark("%s; it was read up to there".formatted(e.getMessage()));
    }
    points.forEach((run, series) -> {
      String name = names.get(run);
      if (name != null) {
        LogBuilder inner = log.run(name);
        series.forEach((key, all) -> take(key, all, inner));
        settings.getOrDefault(run, Map.of()).forEach(inner::setting);
      }
    });
  }

  /// Where each run that was not deleted stands: `experiment/name`, with the beginning of its id,
  /// since names may be the same.
  private static Map<String, String> names(SqliteFile database, LogBuilder log) throws IOException {
    Map<String, String> names = new HashMap<>();
    var experiments = Columns.of(database, "experiments", "experiment_id", "name");
    var runs = Columns.of(database, "runs", "run_uuid", "name", "experiment_id", "lifecycle_stage");
    if (experiments == null || runs == null) {
      return names;
    }
    Map<Long, String> experiment = new HashMap<>();
    // a column that is the number of the row is not stored again
    database.read(
        "experiments",
        row ->
            experiment.put(
                experiments.whole(row, "experiment_id", row.id()), experiments.text(row, "name")));
    int[] deleted = {0};
    database.read(
        "runs",
        row -> {
          String id = runs.text(row, "run_uuid");
          if (runs.text(row, "lifecycle_stage").equals("deleted")) {
            deleted[0]++;
          } else {
            String of = experiment.getOrDefault(runs.whole(row, "experiment_id", -1), "");
            String name = runs.text(row, "name") + " " + id.substring(0, Math.min(8, id.length()));
            names.put(id, part(of) + "/" + part(name.strip()));
          }
        });
    if (deleted[0] > 0) {
      log.remark("Runs that were deleted in MLflow are left out: %,d".formatted(deleted[0]));
    }
    return names;
  }

  /// A name as part of a path.
  private static String part(String name) {
    return name.replaceAll("[/\\\\\\p{Cntrl}]", "_");
  }

  private static void points(SqliteFile database, Map<String, Map<String, List<Point>>> points)
      throws IOException {
    var metrics =
        Columns.of(database, "metrics", "key", "value", "timestamp", "run_uuid", "step", "is_nan");
    if (metrics == null) {
      return;
    }
    int value = metrics.column.getOrDefault("value", -1);
    database.read(
        "metrics",
        row -> {
          Double number = row.number(value);
          boolean isNan = metrics.whole(row, "is_nan", 0) != 0;
          if (number != null || isNan) {
            points
                .computeIfAbsent(metrics.text(row, "run_uuid"), _ -> new LinkedHashMap<>())
                .computeIfAbsent(metrics.text(row, "key"), _ -> new ArrayList<>())
                .add(
                    new Point(
                        metrics.whole(row, "timestamp", 0),
                        metrics.whole(row, "step", 0),
                        isNan || number == null ? Double.NaN : value(number)));
          }
        });
  }

  /// What each run was started with, as text.
  private static void settings(SqliteFile database, Map<String, Map<String, String>> settings)
      throws IOException {
    var parameters = Columns.of(database, "params", "key", "value", "run_uuid");
    if (parameters != null) {
      database.read(
          "params",
          row ->
              settings
                  .computeIfAbsent(parameters.text(row, "run_uuid"), _ -> new LinkedHashMap<>())
                  .put(parameters.text(row, "key"), parameters.text(row, "value")));
    }
  }

  private static double value(double stored) {
    return Math.abs(stored) == INFINITE ? Math.copySign(Double.POSITIVE_INFINITY, stored) : stored;
  }

  private static void take(String key, List<Point> points, LogBuilder log) {
    points.sort(Comparator.comparingLong(Point::time).thenComparingLong(Point::step));
    boolean counted = points.size() > 1 && points.stream().allMatch(each -> each.step == 0);
    if (counted) {
      log.unit(StepUnit.LINE);
      log.remark("%s was logged without steps, so its points are counted".formatted(key));
    }
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      log.add(key, counted ? i : point.step, point.value);
    }
  }
}
