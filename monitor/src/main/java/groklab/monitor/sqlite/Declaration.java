package groklab.monitor.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names of columns in the text of a `CREATE TABLE`, as SQLite keeps it.
final class Declaration {
  /// What begins a part that declares no column.
  private static final Set<String> CONSTRAINTS =
      Set.of("constraint", "primary", "unique", "check", "foreign");

  private Declaration() {}

  /// In lower case, without quotation marks.
  static List<String> columns(String sql) {
    List<String> columns = new ArrayList<>();
    for (String part : parts(sql.substring(sql.indexOf('(') + 1))) {
      String name = first(part.strip()).toLowerCase(Locale.ROOT);
      boolean isQuoted = !part.isBlank() && "\"`[".indexOf(part.strip().charAt(0)) >= 0;
      if (!name.isEmpty() && (isQuoted || !CONSTRAINTS.contains(name))) {
        columns.add(name);
      }
    }
    return List.copyOf(columns);
  }

  /// What commas separate that stand in no brackets and no quotation marks, up to the bracket that
  /// closes the first one.
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length() && depth >= 0; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"' || c == '`') {
        quote = c;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      if (quote == 0 && depth == 0 && c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else if (depth >= 0) {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String first(String part) {
    if (part.isEmpty()) {
      return part;
    }
    char opening = part.charAt(0);
    char closing = opening == '[' ? ']' : opening == '"' || opening == '`' ? opening : 0;
    int end = closing == 0 ? -1 : part.indexOf(closing, 1);
    return end > 0 ? part.substring(1, end) : part.split("\\s", 2)[0];
  }
}
