package groklab.study.query;

import groklab.study.store.SweepFolder;
import groklab.study.sweep.Axis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table `runs` as SQL: what `summary.json` holds, a row for each run.
///
/// @param directories of runs
record RunsView(List<SweepFolder> sweeps, List<Path> directories) {
  /// A value of `summary.json`.
  private record Column(String name, String type) {}

  private static final List<Column> SUMMARY =
      List.of(
          new Column("recipe", "VARCHAR"),
          new Column("seed", "BIGINT"),
          new Column("steps", "BIGINT"),
          new Column("seconds", "DOUBLE"),
          new Column("stepsPerSecond", "DOUBLE"),
          new Column("memorizedAt", "BIGINT"),
          new Column("memorizedAtStable", "BIGINT"),
          new Column("generalizedAt", "BIGINT"),
          new Column("generalizedAtStable", "BIGINT"),
          new Column("delayRatio", "DOUBLE"),
          new Column("verdict", "VARCHAR"),
          new Column("verdictLiu2022", "VARCHAR"),
          new Column("trainLoss", "DOUBLE"),
          new Column("validationLoss", "DOUBLE"),
          new Column("trainAccuracy", "DOUBLE"),
          new Column("validationAccuracy", "DOUBLE"),
          new Column("digest", "VARCHAR"));

  /// Of a run in a directory it stands in the summary, of one of a sweep beside it.
  private static final Column DECIDED = new Column("decided", "BOOLEAN");

  /// What the rows of sweeps have besides, so that a query that names it is one of both.
  private static final String UNKNOWN =
      "CAST(NULL AS VARCHAR) AS sweep, CAST(NULL AS VARCHAR) AS id, CAST(NULL AS VARCHAR) AS"
          + " reason, CAST(NULL AS VARCHAR) AS failure, CAST(NULL AS VARCHAR) AS command";

  String sql() {
    List<String> parts = new ArrayList<>();
    sweeps.stream()
        .filter(sweep -> !sweep.store().parts().isEmpty())
        .forEach(sweep -> parts.add(ofSweep(sweep)));
    List<Path> summaries =
        directories.stream().map(run -> run.resolve("summary.json")).filter(Files::exists).toList();
    if (!summaries.isEmpty()) {
      parts.add(ofDirectories(summaries));
    }
    if (parts.isEmpty()) {
      throw new QueryException("No run has ended yet, so there is nothing to ask");
    }
    return String.join(" UNION ALL BY NAME ", parts);
  }

  private static String columns(String prefix) {
    return SUMMARY.stream()
        .map(column -> prefix + Sql.name(column.name) + " AS " + Sql.name(column.name))
        .collect(Collectors.joining(", "));
  }

  private static String types() {
    return SUMMARY.stream()
        .map(column -> Sql.name(column.name) + " " + column.type)
        .collect(Collectors.joining(", "));
  }

  private static String ofSweep(SweepFolder sweep) {
    String summary = columns("summary.").replace("summary.\"seed\" AS", "seed AS");
    String lines =
        Sql.summaries(
            sweep,
            "id: 'VARCHAR', seed: 'BIGINT', settings: 'JSON', decided: 'BOOLEAN',"
                + " reason: 'VARCHAR', failure: 'VARCHAR', summary: "
                + Sql.text("STRUCT(%s)".formatted(types())));
    return ("SELECT %s || '/' || id AS run, %s AS sweep, id, %s, %s, decided, reason, failure, %s"
            + " AS command FROM (%s)")
        .formatted(
            Sql.text(sweep.path().toString()),
            Sql.text(sweep.readSweep().name()),
            settings(sweep),
            summary,
            command(sweep),
            lines);
  }

  /// A column for each key of the axes: numbers where all values are.
  private static String settings(SweepFolder sweep) {
    List<String> columns = new ArrayList<>();
    for (Axis axis : sweep.readSweep().axes()) {
      for (int i = 0; i < axis.keys().size(); i++) {
        int key = i;
        boolean numbers = axis.points().stream().allMatch(point -> isNumber(point.get(key)));
        String name = axis.keys().get(i);
        String form =
            numbers
                ? "CAST(json_extract(settings, %s) AS DOUBLE) AS %s"
                : "json_extract_string(settings, %s) AS %s";
        columns.add(form.formatted(Sql.text("/" + name), Sql.name(name)));
      }
    }
    return String.join(", ", columns);
  }

  /// What runs a row's run alone.
  private static String command(SweepFolder sweep) {
    String sets =
        sweep.readSweep().axes().stream()
            .flatMap(axis -> axis.keys().stream())
            .map(key ->
                " || %s || CAST(json_extract(settings, %s) AS VARCHAR) || %s"
                    .formatted(
                        Sql.text(" --set '" + key + "="), Sql.text("/" + key), Sql.text("'")))
            .collect(Collectors.joining());
    return Sql.text("./groklab run " + sweep.baseFile()) + sets + " || ' --seed ' || seed";
  }

  private static boolean isNumber(String toml) {
    return toml.matches("[+-]?[0-9][0-9_]*(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  private static String ofDirectories(List<Path> summaries) {
    return "SELECT left(filename, length(filename) - 13) AS run, %s, decided, %s FROM"
            .formatted(columns(""), UNKNOWN)
        + " read_json(%s, format = 'unstructured', filename = true, columns = {%s})"
            .formatted(
                Sql.list(summaries),
                Stream.concat(SUMMARY.stream(), Stream.of(DECIDED))
                    .map(column -> Sql.name(column.name) + ": " + Sql.text(column.type))
                    .collect(Collectors.joining(", ")));
  }
}
