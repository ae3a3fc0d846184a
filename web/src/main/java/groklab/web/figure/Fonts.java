package groklab.web.figure;

import java.awt.Font;
import java.io.IOException;
import java.util.Locale;

/// Whether figures can have words: Java finds fonts through fontconfig, and says with whatever it
/// stumbles over that there are none.
public final class Fonts {
  private Fonts() {}

  /// To be called before anything of a figure is measured.
  ///
  /// @throws IOException if there is no font; its message says what to install
  public static void require() throws IOException {
    try {
      new Font(Font.SANS_SERIF, Font.PLAIN, 12).getFamily(Locale.ROOT);
    } catch (RuntimeException | LinkageError e) {
      throw new IOException(
          "this system has no font to write with, or no fontconfig: install both (Debian, Ubuntu:"
              + " apt install libfontconfig1 fonts-dejavu-core)",
          e);
    }
  }
}
