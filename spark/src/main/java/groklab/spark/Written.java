package groklab.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/// What a task tells the driver.
///
/// @param part of the store that it has written, if there is a row
/// @param rows lines of a store without their curves and events, one for each run in the part
record Written(String part, List<String> rows) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  Written {
    rows = List.copyOf(rows);
  }
}
