package groklab.lab.file;

import java.util.regex.Pattern;

/// How many bytes something has and their SHA-256, to tell later whether it has changed.
///
/// @param sha256 in lower-case hexadecimal
public record Sum(long bytes, String sha256) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})");

  public static Sum of(byte[] bytes) {
    var running = new RunningSum();
    running.add(bytes);
    return running.now();
  }

  /// The text that [#parse] reads.
  public String text() {
    return bytes + " " + sha256;
  }

  /// @throws IllegalArgumentException if it is no such text
  public static Sum parse(String text) {
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is no number of bytes with their SHA-256");
    }
    return new Sum(Long.parseLong(matcher.group(1)), matcher.group(2));
  }
}
