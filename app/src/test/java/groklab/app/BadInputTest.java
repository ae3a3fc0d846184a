package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that a person can get wrong is one sentence and exit code 2, and leaves no file
/// behind.
class BadInputTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task.modulo=97                            | task.modulo is not a key; did you mean"
            + " task.modulus?",
        "task.modulus=0                            | task.modulus is 0; expected a whole number"
            + " from 2 to 2000",
        "task.modulus=many                         | task.modulus is the text \"many\"; expected a"
            + " whole number",
        "task.trainFraction=1.5                    | task.trainFraction is 1.5; expected a share in"
            + " (0, 1]",
        "task.operation=divide task.modulus=100    | task.modulus is 100, but \"divide\" divides"
            + " and needs a prime",
        "task.operation=substract                  | did you mean subtract?",
        "model.kind=mlp task.tokens=equation       | but the task scores 2 positions; write"
            + " task.tokens = \"pair\"",
        "model.kind=mlp task.tokens=pair model.init=nanda | model.init is nanda, which is defined"
            + " for transformers",
        "model.activation=gelu_tanh                | did you mean gelu-tanh?",
        "probes.measures=[\"behavior\"]            | probes.measures names \"behavior\", which is"
            + " neither",
        "optimizer.kind=adamw optimizer.decay=coupled | AdamW is Adam with decoupled decay",
        "seed=1.5                                  | seed is the number 1.5; expected a whole"
            + " number",
        "task.modulus                              | is not of the form path=value",
      })
  void aSpecThatCannotBeRun(String overrides, String expected) {
    var arguments =
        new ArrayList<Object>(List.of("run", "addition-59", "--out", folder.resolve("run")));
    for (String override : overrides.split(" ")) {
      arguments.addAll(List.of("--set", override));
    }
    assertThat(refusal(arguments.toArray())).contains(expected);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run quikstart                | There is no recipe \"quikstart\"; did you mean quickstart?",
        "run none.toml                | There is no spec file none.toml",
        "run a=b                      | write --set before each PATH=VALUE",
        "run --threads 0              | --threads is 0, expected 1 to",
        "run --seed x                 | value for option '--seed': 'x' is no whole number",
        "run --resume DIR deck        | leave out a recipe or spec file",
        "run --resume DIR --seed 1    | leave out --seed",
        "run --resume DIR --set a=1   | leave out --set",
        "run --resume DIR --out DIR   | leave out --out",
        "run --resume DIR             | DIR is not a run directory: it has no spec.toml",
        "run --resume DIR/none        | There is no run directory DIR/none",
        "digest DIR                   | DIR is not a run directory",
        "report DIR/log.csv           | write groklab diagnose DIR/log.csv for what another"
            + " program",
      })
  void argumentsThatMakeNoSense(String line, String expected) throws IOException {
    Files.createFile(folder.resolve("log.csv"));
    String directory = folder.toString();
    assertThat(refusal((Object[]) line.replace("DIR", directory).split(" +")))
        .contains(expected.replace("DIR", directory));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "junk",
        "modulus = 97",
        "[task]\nmodulus = 97\nmodulus = 98",
        "task = 3",
        "base = 3",
        "base = \"nanda2032\"",
        "name = \"a/b\"",
        "\u0000"
      })
  void aFileThatIsNoSpec(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("spec.toml"), text);
    assertThat(refusal("run", file, "--out", folder.resolve("run"))).isNotBlank();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aRunDirectoryThatExistsIsLeftAsItIs() {
    Path directory = folder.resolve("run");
    assertThat(Cli.run(Cli.tinyRun(3, "--out", directory)).exitCode()).isZero();
    String digest = Cli.digest(directory);
    assertThat(refusal(Cli.tinyRun(4, "--out", directory)))
        .contains("exists and is not empty; a run does not overwrite another");
    assertThat(refusal("run", "--resume", directory)).contains("holds a finished run");
    assertThat(Cli.digest(directory)).isEqualTo(digest);
  }

  @Test
  void aTruncatedCheckpointIsRefusedWithTheWayToGoOn() throws IOException {
    Path directory = folder.resolve("run");
    Path whole = folder.resolve("whole");
    assertThat(Cli.run(Cli.tinyRun(100, "--out", whole)).exitCode()).isZero();
    RunCommandTest.runUntilAsked(directory, 100, 71);
    Path newest = directory.resolve("checkpoints/step-70.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refusal("run", "--resume", directory))
        .contains(newest + " is not a whole safetensors file")
        .contains("write groklab run --resume " + directory + " --at 64 to compute the rest again");
    assertThat(Cli.run("run", "--resume", directory, "--at", 64, "--threads", 1).exitCode())
        .isZero();
    assertThat(Cli.digest(directory)).isEqualTo(Cli.digest(whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec.toml", "metrics.jsonl", "events.jsonl", "provenance.json"})
  void aDamagedFileOfARunIsNamed(String name) throws IOException {
    Path directory = folder.resolve("run");
    RunCommandTest.runUntilAsked(directory, 100, 20);
    Files.writeString(directory.resolve(name), "garbage\n");
    assertThat(refusal("run", "--resume", directory)).contains(name);
  }

  /// The sentence of a command line that is refused.
  private static String refusal(Object... arguments) {
    Cli.Result result = Cli.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines()).hasSize(1);
    assertThat(result.err()).startsWith("groklab: ").doesNotContain("Exception", "at groklab.");
    return result.err();
  }
}
