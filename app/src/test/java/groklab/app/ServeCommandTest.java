package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.page.Pages;
import groklab.app.process.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private static final Pattern PAGE =
      Pattern.compile("(?:get page\\(\\) \\{\\s*return |about\\()\"([^\"]+)\"");

  @TempDir Path folder;

  @Test
  void aPortThatIsInUseIsSaidInOneSentence() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var result =
          Cli.run("serve", "--runs", folder.resolve("runs"), "--port", taken.getLocalPort());
      assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(result.errLines()).hasSize(1);
      assertThat(result.err()).contains("port " + taken.getLocalPort(), "in use", "--port (0: any");
    }
  }

  @Test
  void everySignBesideATitleHasAPage() throws IOException {
    var scripts = Path.of("..", "web", "src", "main", "resources", "groklab", "web");
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(scripts)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".js")).toList()) {
        PAGE.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
      }
    }
    assertThat(names).contains("answer table", "phase", "phase diagram", "landscape");
    assertThat(names).allSatisfy(name -> assertThat(Pages.texts(name)).isNotEmpty());
  }

  @Test
  void aPortOutOfRangeIsRefused() {
    var result = Cli.run("serve", "--runs", folder.resolve("runs"), "--port", 70_000);
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err()).contains("--port is 70000, expected 0 to 65535");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aFolderOfForeignRunsThatIsNotThereIsRefused() {
    var result =
        Cli.run("serve", "--runs", folder.resolve("runs"), "--foreign", folder.resolve("logs"));
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.err()).contains("--foreign is").contains("expected a folder that is there");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aBranchOnTheCommandLineBeginsWithAStoredStepOfItsRun() {
    Path parent = folder.resolve("parent");
    Cli.run(Cli.tinyRun(100, "--out", parent));
    var branch =
        Cli.run(
            "run",
            "--threads",
            1,
            "--branch",
            parent,
            "--at",
            64,
            "--set",
            "budget.steps=120",
            "--out",
            folder.resolve("branch"));
    assertThat(branch.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(branch.err()).contains("Going on from step 64");
    assertThat(folder.resolve("branch/spec.toml"))
        .content()
        .contains("[branch]")
        .contains("step = 64");
    assertThat(Files.exists(folder.resolve("branch/checkpoints/step-120.safetensors"))).isTrue();
    assertThat(Cli.run("run", "--branch", parent, "--at", 65).err())
        .contains("--at is 65, and the run in " + parent + " has no checkpoint of that step")
        .contains("expected one of 0, 1, 2, 4, ")
        .contains(" 64, ");
  }

  @Test
  void optionsOfABranchThatDoNotGoTogetherAreRefused() {
    assertThat(Cli.run("run", "--at", 64).err()).contains("write --branch DIR or --resume DIR too");
    assertThat(Cli.run("run", "quickstart", "--branch", folder).err())
        .contains("leave out quickstart");
    assertThat(Cli.run("run", "--resume", folder, "--branch", folder).err())
        .contains("leave out --branch");
  }
}
