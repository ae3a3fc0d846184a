package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines that `log-for-groklab.md` shows are those of the programs that were run.
class LoggingExamplesTest {
  private static final Path DOCS = Path.of("..", "docs");

  @ParameterizedTest
  @ValueSource(strings = {"probes.py", "log_pytorch.py", "log_lightning.py", "log_hugging_face.py"})
  void areShownAsTheyAre(String name) throws IOException {
    String program = Files.readString(DOCS.resolve("examples/logging").resolve(name));
    int mark = program.indexOf("# --- these lines\n");
    int start = mark < 0 ? program.indexOf("import torch") : program.indexOf('\n', mark) + 1;
    int end = mark < 0 ? program.length() : program.indexOf("# ---\n", start);
    String lines = program.substring(start, end);
    String shown =
        lines
            .strip()
            .lines()
            .map(line -> line.isEmpty() ? "" : "    " + line)
            .collect(Collectors.joining("\n"));
    assertThat(Files.readString(DOCS.resolve("how-to/log-for-groklab.md"))).contains(shown);
  }
}
