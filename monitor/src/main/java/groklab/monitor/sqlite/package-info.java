/// Reads tables of SQLite databases: rows in the order of their insertion, nothing else. No SQL and
/// no native code, so that a file made to harm can do none, and nothing is written beside it.
@NullMarked
package groklab.monitor.sqlite;

import org.jspecify.annotations.NullMarked;
