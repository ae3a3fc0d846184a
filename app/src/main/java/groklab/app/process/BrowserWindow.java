package groklab.app.process;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The browser of whoever sits at this machine, asked for by the program that the system has for
/// that.
public final class BrowserWindow {
  private static final long PATIENCE_SECONDS = 5;

  private BrowserWindow() {}

  /// Opens an address, and does not wait for more than the program that hands it on.
  ///
  /// @return whether that program took it; it may still be that nobody sits there
  public static boolean open(String address) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(opener(), address)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException _) {
      return false; // there is no such program here, which the caller says
    }
  }

  private static String opener() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return List.of("mac", "darwin").stream().anyMatch(system::contains) ? "open" : "xdg-open";
  }
}
