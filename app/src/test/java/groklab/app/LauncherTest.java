package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The launcher is a shell script, and so is its test: `src/test/sh/launcher-test`.
class LauncherTest {

  @Test
  void doesAllThatItsOwnTestAsksFor() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "src/test/sh/launcher-test").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("ok   mvnw refuses without Maven").doesNotContain("FAIL");
  }
}
