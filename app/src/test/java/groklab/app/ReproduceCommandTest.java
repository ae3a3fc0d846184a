package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
  @TempDir private Path folder;

  @Test
  void namesTheSystemsThereAre() {
    var listed = Cli.run("reproduce");
    assertThat(listed.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(listed.out()).contains("varma2023").contains("two circuits of four weights");
  }

  @Test
  void saysWhetherClaimsHoldAndWritesThemDown() throws IOException {
    var result = Cli.run("reproduce", "power2022", "gromov2023", "--out", folder);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .contains("  reproduced      closed-form")
        .doesNotContain("not reproduced");
    Path page = folder.resolve("page.md");
    assertThat(Cli.run("reproduce", "--out", folder, "--page", page).exitCode()).isZero();
    assertThat(Files.readString(page))
        .contains("| [gromov2023](#gromov2023) | 2 | 2 | 0 | 0 | 0 | 0 |")
        .contains("| [varma2023](#varma2023) | 7 | 0 | 0 | 0 | 0 | 7 |");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(Cli.run("reproduce", "nobody2020").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    var tier = Cli.run("reproduce", "power2022", "--tier", "slow");
    assertThat(tier.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(tier.err()).contains("--tier is slow, expected quick or full");
    assertThat(Cli.run("reproduce", "power2022", "--tier", "full").err())
        .contains("power2022 has no claim of the tier full; it has quick");
  }
}
