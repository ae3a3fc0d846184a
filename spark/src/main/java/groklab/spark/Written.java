package groklab.spark;

import java.io.Serial;
import java.io.Serializable;

/// What a task tells the driver.
///
/// @param part of the store that it has written, if there is a row
/// @param runs how many the part holds; there is none without any
record Written(String part, int runs) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;
}
