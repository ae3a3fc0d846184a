package groklab.monitor.importer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Lines of a text that may be anything.
final class TextLines {
  private static final int LONGEST = 1 << 20;

  private TextLines() {}

  /// Bytes that are no UTF-8 become replacement characters.
  static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16);
  }

  /// The next line, of which what is longer than a million characters is dropped. A carriage return
  /// ends one too, so that of a progress bar each state is a line.
  ///
  /// @return null = the end
  static @Nullable String next(BufferedReader in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    return line.isEmpty() ? null : line.toString();
  }
}
