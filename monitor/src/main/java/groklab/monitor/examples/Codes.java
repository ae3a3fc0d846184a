package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers the texts it is shown, from 0.
final class Codes {
  /// Bounds the memory.
  private static final int MOST = 4_000_000;

  private final Map<String, Integer> codes = new LinkedHashMap<>();

  int of(String text) {
    Integer known = codes.putIfAbsent(text, codes.size());
    if (codes.size() > MOST) {
      throw new RunFileException(
          ("There are more than %,d different symbols; leave out columns that name their row"
                  + " (--ignore)")
              .formatted(MOST));
    }
    return known == null ? codes.size() - 1 : known;
  }

  List<String> names() {
    return List.copyOf(codes.keySet());
  }
}
