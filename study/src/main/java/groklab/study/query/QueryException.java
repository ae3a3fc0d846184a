package groklab.study.query;

import groklab.lab.UserError;
import java.sql.SQLException;

/// A query that DuckDB could not answer. The message is one sentence.
public final class QueryException extends RuntimeException implements UserError {
  private static final long serialVersionUID = 1L;
  private static final String SAYS = "DuckDB says: ";

  public QueryException(SQLException cause) {
    super(SAYS + firstLine(cause), cause);
  }

  /// The same with more to say.
  QueryException(QueryException cause, String ending) {
    super(String.valueOf(cause.getMessage()).replaceFirst("[.!]$", "") + ending, cause);
  }

  QueryException(String sentence) {
    super(sentence);
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("nothing");
  }

  /// Whether a file could not be read or written.
  boolean isOfFiles() {
    return String.valueOf(getMessage()).startsWith(SAYS + "IO Error");
  }

  @Override
  public int exitCode() {
    return BAD_INPUT;
  }
}
