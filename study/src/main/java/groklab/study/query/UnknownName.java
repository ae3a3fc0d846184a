package groklab.study.query;

import groklab.lab.kind.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What to write instead of a name that a query has and the tables have not. DuckDB's own sentence
/// says which name it is; to any other error there is nothing to add.
final class UnknownName {
  private static final Pattern COLUMN =
      Pattern.compile("(?:Referenced column|does not have a column named) \"([^\"]+)\"");
  private static final Pattern DOT = Pattern.compile("Referenced table \"[^\"]+\" not found");
  private static final Pattern TABLE = Pattern.compile("Table with name (\\S+) does not exist");

  private UnknownName() {}

  /// The end of the sentence.
  ///
  /// @param message DuckDB's
  /// @param columns those of each table that the query names; asked for where one is missed
  static Optional<String> ending(String message, Supplier<Map<String, List<String>>> columns) {
    Matcher missed = COLUMN.matcher(message);
    if (missed.find()) {
      return Optional.of(ofColumn(missed.group(1), columns.get()));
    }
    if (DOT.matcher(message).find()) {
      return Optional.of(
          "; a column whose name has a dot stands in double quotes: \"validation.accuracy\"");
    }
    return TABLE.matcher(message).find()
        ? Optional.of("; the tables are " + String.join(", ", RunTables.NAMES))
        : Optional.empty();
  }

  private static String ofColumn(String name, Map<String, List<String>> columns) {
    String near =
        Suggestion.nearest(name, columns.values().stream().flatMap(Collection::stream).toList())
            .map(column -> "; did you mean %s?".formatted(Sql.asWritten(column)))
            .orElse(".");
    return near
        + columns.entrySet().stream()
            .map(table ->
                " The columns of %s: %s."
                    .formatted(
                        table.getKey(),
                        table.getValue().stream()
                            .map(Sql::asWritten)
                            .collect(Collectors.joining(", "))))
            .collect(Collectors.joining());
  }
}
