package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.lab.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
  @TempDir private Path temp;
  private Path out;

  @BeforeEach
  void name() {
    out = temp.resolve("out");
  }

  private Cli.Result tune(Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "mlp-addition",
                "--set",
                "task.modulus=7",
                "--set",
                "model.width=8",
                "--set",
                "budget.steps=300",
                "--set",
                "optimizer.learningRate=0.001",
                "--for",
                "memorizedAt",
                "--trials",
                10,
                "--seeds",
                2,
                "--budget",
                "5m",
                "--threads",
                2,
                "--out",
                out));
    arguments.addAll(Arrays.asList(more));
    return Cli.run(arguments.toArray());
  }

  @Test
  void findsSoonerSettingsAndGoesOnToTheSameWhereItWasKilled() throws IOException {
    var first = tune();
    assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.DONE);
    assertThat(first.out())
        .contains("own settings")
        .containsPattern("tuned +T_mem on seeds 0, 1: ")
        .contains("times as soon, in the median of 2 seeds that nothing was chosen on.")
        .contains("Tried: 11 settings, the spec's own among them.");
    assertThat(first.err())
        .contains("optimizer.learningRate from 1.25e-4 to 0.008")
        .contains("tuned.toml");
    var proposed = new SpecReader().readFile(out.resolve("tuned.toml"), List.of());
    assertThat(proposed.budget().steps()).isEqualTo(300);
    assertThat(tune().errLines().getLast()).contains("write --resume to go on with it");

    Path part = out.resolve("runs-local.jsonl");
    Map<String, String> before = settings(part);
    List<String> lines = Files.readAllLines(part);
    String torn = String.join("\n", lines.subList(0, 7)) + "\n" + lines.get(7).substring(0, 99);
    Files.writeString(part, torn);
    var again = tune("--resume");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.DONE);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(settings(part)).isEqualTo(before);
  }

  /// Of each run what it was asked.
  private static Map<String, String> settings(Path part) throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String line : Files.readAllLines(part)) {
      String id = line.replaceFirst(".*?\"id\":\"(\\w+)\".*", "$1");
      settings.put(id, line.replaceFirst(".*?\"settings\":(\\{[^}]*}).*", "$1"));
    }
    return settings;
  }

  @Test
  void saysInOneSentenceWhatIsWrongAndWritesNothing() {
    Map<String, String> refused = new HashMap<>();
    refused.put("--budget=9", "--budget is 9, expected a time, e.g. 90s, 30m, 2h");
    refused.put("--for=loss", "--for is loss, expected generalizedAt or memorizedAt");
    refused.put("--trials=0", "--trials is 0, expected 1 to 10,000");
    refused.put("--seeds=0", "--seeds is 0, expected 1 to 100");
    refused.put("--key=model.width", "model.width is no knob; expected a key and its range");
    refused.put("--key=model.widht=2..3", "did you mean model.width?");
    refused.put("--key=seed=1..9", "seed says what is learnt or recorded, not how");
    refused.put("--key=task.modulus=5..9", "task.modulus says what is learnt or recorded, not how");
    refused.put("--key=optimizer.weightDecay=2..1", "expected a number above 0 and a larger one");
    refused.forEach((option, sentence) -> {
      var result = Cli.run("tune", "mlp-addition", "--out", out, option);
      assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(result.errLines()).hasSize(1);
      assertThat(result.err()).contains(sentence);
    });
    assertThat(Cli.run("tune", "no-recipe").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out).doesNotExist();
  }
}
