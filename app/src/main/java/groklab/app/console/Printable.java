package groklab.app.console;

import java.util.regex.Pattern;

/// Text as a terminal may show it. Names and words of files that others have made could carry
/// control characters, which move the cursor, erase lines or turn the direction of writing.
public final class Printable {
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cntrl}\\x{80}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}&&[^\\n\\t]]");

  private Printable() {}

  /// The text with each control character but line breaks and tabs written as its code.
  public static String of(String text) {
    var matcher = CONTROL.matcher(text);
    return matcher.find()
        ? matcher.reset().replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)))
        : text;
  }
}
