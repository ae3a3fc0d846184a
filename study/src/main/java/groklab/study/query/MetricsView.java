package groklab.study.query;

import groklab.lab.probe.Probe;
import groklab.study.store.SweepFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table `metrics` as SQL: a row for each probe of each run, every one.
///
/// @param directories of runs
/// @param ask answers a query with two columns
record MetricsView(
    List<SweepFolder> sweeps, List<Path> directories, Function<String, List<Named>> ask) {

  /// A measure that was recorded.
  ///
  /// @param type of its values in JSON; that of a measure of several numbers is `ARRAY`
  record Named(String name, String type) {
    boolean isList() {
      return type.equals("ARRAY");
    }
  }

  private static final String LINES = "id: 'VARCHAR', failure: 'VARCHAR', probes: ";

  String sql() {
    List<String> parts = new ArrayList<>();
    sweeps.stream()
        .filter(sweep -> !sweep.store().parts().isEmpty())
        .forEach(sweep -> parts.add(ofSweep(sweep)));
    List<Path> files =
        directories.stream()
            .map(run -> run.resolve("metrics.jsonl"))
            .filter(Files::exists)
            .toList();
    if (!files.isEmpty()) {
      parts.add(ofDirectories(files));
    }
    if (parts.isEmpty()) {
      throw new QueryException("No run has recorded a probe yet, so there is nothing to ask");
    }
    return String.join(" UNION ALL BY NAME ", parts);
  }

  private String ofSweep(SweepFolder sweep) {
    List<Named> names =
        ask.apply(
            ("SELECT key, max(CASE WHEN json_type(list_filter(value::JSON[], lambda x: json_type(x)"
                    + " <> 'NULL')[1]) = 'ARRAY' THEN 'ARRAY' ELSE '' END) FROM (%s) AS line,"
                    + " json_each(line.probes) WHERE key <> 'step' GROUP BY key ORDER BY"
                    + " min(json_each.id)")
                .formatted(Sql.lines(sweep, LINES + "'JSON'")));
    String types =
        names.stream()
            .map(each -> Sql.name(each.name()) + (each.isList() ? " DOUBLE[][]" : " DOUBLE[]"))
            .collect(Collectors.joining(", ", "STRUCT(step BIGINT[], ", ")"));
    String columns =
        names.stream()
            .map(each -> "unnest(probes.%1$s) AS %1$s".formatted(Sql.name(each.name())))
            .collect(Collectors.joining(", "));
    return ("SELECT %s || '/' || id AS run, unnest(probes.step) AS step, %s FROM (%s)"
            + " WHERE failure IS NULL")
        .formatted(
            Sql.text(sweep.path().toString()), columns, Sql.lines(sweep, LINES + Sql.text(types)));
  }

  private String ofDirectories(List<Path> files) {
    String lines = "read_ndjson_objects(%s, filename = true)".formatted(Sql.list(files));
    List<Named> names =
        ask.apply(
            ("SELECT key, max(CASE type WHEN 'ARRAY' THEN 'ARRAY' ELSE '' END)"
                    + " FROM %s AS line, json_each(line.json)"
                    + " WHERE key <> 'step' GROUP BY key ORDER BY min(json_each.id)")
                .formatted(lines));
    String columns =
        names.stream()
            .map(each ->
                "CAST(json_extract(json, %s) AS %s) AS %s"
                    .formatted(
                        Sql.text(pointer(each.name())),
                        each.isList() ? "DOUBLE[]" : "DOUBLE",
                        Sql.name(each.name())))
            .collect(Collectors.joining(", "));
    return ("SELECT left(filename, length(filename) - 14) AS run,"
            + " CAST(json_extract(json, '/%s') AS BIGINT) AS step, %s FROM %s")
        .formatted(Probe.STEP, columns, lines);
  }

  /// The name as a JSON pointer, which takes dots as they are.
  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
