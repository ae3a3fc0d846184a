package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void header() throws IOException {
    log = folder.resolve("metrics.csv");
    Files.writeString(log, "step,train_accuracy,train_loss,val_accuracy\n");
  }

  private static double rise(double step, double middle, double width) {
    return 1 / (1 + StrictMath.exp(-(step - middle) / width));
  }

  private void append(int from, int last, double generalises) throws IOException {
    var lines = new StringBuilder();
    for (int step = from; step <= last; step += 10) {
      double fit = rise(step, 80, 12);
      lines.append(
          "%d,%s,%s,%s%n"
              .formatted(
                  step,
                  0.1 + 0.9 * fit,
                  2.3 * (1 - fit) + 1e-3,
                  0.1 + 0.89 * rise(step, generalises, 60)));
    }
    Files.writeString(log, lines, StandardOpenOption.APPEND);
  }

  private Cli.Result watch(Object... options) {
    return Cli.run(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("watch", log, "--every", "0.05"),
                java.util.stream.Stream.of(options))
            .toArray());
  }

  @Test
  void aLogThatGrowsIsFollowedUntilItsRunHasGeneralised() throws Exception {
    append(0, 400, 2_000);
    Thread program =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(400);
                append(410, 4_000, 2_000);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Cli.Result result = watch("--until", "generalised");
    program.join();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .anySatisfy(line -> assertThat(line).contains("validation at 400: ordinary-overfitting"))
        .anySatisfy(line ->
            assertThat(line).contains("validation at 4,000: was ordinary-overfitting, now grokked"))
        .anySatisfy(line -> assertThat(line).contains("val_accuracy").contains("leapt from"));
  }

  @Test
  void aRunThatDivergesIsHopeless() throws IOException {
    Files.writeString(
        log,
        "0,0.1,2.3,0.1\n10,0.1,9,0.1\n20,0.1,50,0.1\n30,0.1,99,0.1\n",
        StandardOpenOption.APPEND);
    Cli.Result result = watch("--stop-when", "hopeless");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).contains("diverged").contains("nothing speaks for going on");
  }

  @Test
  void aPlateauIsFollowedUntilPatienceIsSpent() throws IOException {
    append(0, 3_000, 1e9);
    assertThat(watch("--stop-when", "hopeless", "--quiet", "0.005").exitCode()).isZero();
    assertThat(watch("--stop-when", "hopeless", "--patience", "10").exitCode()).isEqualTo(3);
  }

  @Test
  void aLogThatEndsBeforeItsGoalHasAnExitCodeOfItsOwn() throws IOException {
    append(0, 3_000, 1e9);
    Cli.Result result = watch("--until", "grokked", "--quiet", "0.005", "--json");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.out().lines().toList().getLast())
        .startsWith("{\"event\":\"ended\"")
        .contains("\"step\":3000");
  }

  @Test
  void aProgramIsToldOfEveryEventAndNothingInALogIsRun() throws IOException {
    Path script =
        Files.createFile(
            folder.resolve("tell.sh"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "$#|$1|$3|$4" >> "${0%%/*}/told"
        cat >> "${0%%/*}/json"
        """
            .formatted());
    Path hostile = Files.createDirectory(folder.resolve("$(touch hacked); touch hacked"));
    append(0, 3_000, 1e9);
    log = Files.move(log, hostile.resolve("metrics.csv"));
    watch("--quiet", "0.005", "--on-event", script);
    assertThat(Files.readAllLines(folder.resolve("told")))
        .isEqualTo(List.of("4|turned|validation|3000", "4|ended||3000"));
    assertThat(Files.readString(folder.resolve("json"))).contains("\"verdict\":\"ordinary-over");
    assertThat(folder.resolve("hacked")).doesNotExist();
    assertThat(Path.of("hacked")).doesNotExist();
  }

  @Test
  void badInputIsASentence() {
    assertThat(watch("--until", "grokd"))
        .satisfies(result -> {
          assertThat(result.exitCode()).isEqualTo(2);
          assertThat(result.err()).contains("--until is grokd, did you mean grokked");
        });
    assertThat(watch("--on-event", "no-such-program").err()).contains("which is no program");
    assertThat(watch("--every", "0").exitCode()).isEqualTo(2);
    assertThat(watch("--stop-when", "tired").err()).contains("expected hopeless");
    log = folder.resolve("nothing.csv");
    assertThat(watch().err()).contains("There is no file or folder");
    assertThat(watch().exitCode()).isEqualTo(2);
  }
}
