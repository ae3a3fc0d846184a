package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourtTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int bench(String... arguments) {
    return Main.run(arguments, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private Path file(String method) throws IOException {
    return Files.writeString(
        directory.resolve("court.toml"),
        """
        seeds = [0]
        trials = 1
        [[family]]
        name = "tiny"
        base = "mlp-addition"
        set = ["task.modulus=7", "model.width=16", "budget.steps=40"]
        [[method]]
        name = "adamw"
        [[method]]
        name = "other"
        set = ['%s']
        """
            .formatted(method));
  }

  @Test
  void judgesEveryMethodBesideTheControlAndKeepsItsRuns() throws IOException {
    String file = file("optimizer.kind=\"lion\"").toString();
    String out = directory.resolve("out").toString();
    assertThat(bench("control", file, "--out", out, "--warm-up", "0.1"))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    List<String> page = Files.readAllLines(Path.of(out, "court.md"));
    assertThat(page).anyMatch(line -> line.startsWith("| adamw | 1.00 | "));
    assertThat(page).anyMatch(line -> line.startsWith("| other | "));
    assertThat(page).contains("## tiny");
    assertThat(Path.of(out, "tiny", "other", "runs-local.jsonl")).isNotEmptyFile();
  }

  @Test
  void saysBeforeAnyRunWhatCannotBe() throws IOException {
    String file = file("optimizer.kind=\"lionn\"").toString();
    assertThat(bench("control", file, "--out", directory.resolve("out").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("groklab: other in tiny: optimizer.kind is \"lionn\"")
        .hasLineCount(1);
    assertThat(directory.resolve("out")).doesNotExist();
    err.reset();
    assertThat(bench("control", directory.resolve("none.toml").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no file ");
  }
}
