package groklab.study.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of an answer.
///
/// @param columns their names
/// @param rows values in the order of the columns: numbers, texts, truth values, lists as texts,
///     null
public record Answer(List<String> columns, List<List<@Nullable Object>> rows) {
  public Answer {
    columns = List.copyOf(columns);
    rows = new ArrayList<>(rows);
  }
}
