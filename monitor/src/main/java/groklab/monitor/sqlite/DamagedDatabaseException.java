package groklab.monitor.sqlite;

import java.io.IOException;

/// A database is not what SQLite would have written. The message is one sentence without a full
/// stop.
public final class DamagedDatabaseException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedDatabaseException(String sentence) {
    super(sentence);
  }
}
