package groklab.study.query;

import groklab.study.store.SweepFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The table `events` as SQL: a row for each event of each run.
///
/// @param directories of runs
record EventsView(List<SweepFolder> sweeps, List<Path> directories) {

  String sql() {
    List<String> parts = new ArrayList<>();
    for (SweepFolder sweep : sweeps) {
      if (!sweep.store().parts().isEmpty()) {
        String lines = Sql.lines(sweep, "id: 'VARCHAR', failure: 'VARCHAR', events: 'JSON[]'");
        parts.add(
            "SELECT run, %s FROM (SELECT %s || '/' || id AS run, unnest(events) AS json FROM (%s))"
                .formatted(columns(), Sql.text(sweep.path().toString()), lines));
      }
    }
    List<Path> files =
        directories.stream().map(run -> run.resolve("events.jsonl")).filter(Files::exists).toList();
    if (!files.isEmpty()) {
      parts.add(
          ("SELECT left(filename, length(filename) - 13) AS run, %s"
                  + " FROM read_ndjson_objects(%s, filename = true)")
              .formatted(columns(), Sql.list(files)));
    }
    if (parts.isEmpty()) {
      throw new QueryException("No run has recorded an event yet, so there is nothing to ask");
    }
    return String.join(" UNION ALL BY NAME ", parts);
  }

  private static String columns() {
    return "CAST(json_extract(json, '/step') AS BIGINT) AS step, json_extract_string(json, '/type')"
        + " AS type, CAST(json AS VARCHAR) AS event";
  }
}
