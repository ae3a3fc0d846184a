package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTableTest {
  @TempDir Path directory;

  private SampleRun run(String name) {
    return new SampleRun(directory.resolve(name));
  }

  private static List<String> cells(String table, String title) {
    String row =
        table.lines().filter(line -> line.startsWith(title + "  ")).findFirst().orElseThrow();
    return Arrays.asList(row.substring(title.length()).strip().split(" {2,}"));
  }

  @Test
  void putsRunsSideBySideAndMarksWhatIsCensored() {
    var table =
        ComparisonTable.of(
            List.of(run("a").write(), run("b").seed(7).times(200, 0, 40_000).write()));
    assertThat(cells(table, "seed")).containsExactly("0", "7");
    assertThat(cells(table, "T_mem")).containsExactly("150", "200");
    assertThat(cells(table, "T_grok")).containsExactly("7,100", "> 40,000");
    assertThat(cells(table, "T_grok / T_mem")).containsExactly("47", "> 200");
    assertThat(cells(table, "digest")).containsExactly("9f86d081884c", "9f86d081884c");
  }

  @Test
  void showsOnlySpecKeysThatDiffer() {
    var runs = List.of(run("a").write(), run("b").weightDecay(0.25).write());
    var table = ComparisonTable.of(runs);
    assertThat(cells(table, "optimizer.weightDecay")).containsExactly("1.0", "0.25");
    assertThat(table).doesNotContain("learningRate").doesNotContain("budget.steps");
    assertThat(ComparisonTable.data(runs))
        .containsEntry("differences", Map.of("optimizer.weightDecay", List.of("1.0", "0.25")));
  }

  @Test
  void saysSoWhenTheSpecsAreTheSame() {
    var table = ComparisonTable.of(List.of(run("a").write(), run("b").seed(1).write()));
    assertThat(table).endsWith("The specs are the same but for name and seed.\n");
  }

  @Test
  void aBranchHasNoRatioSinceItsTimesAreOfTwoSettings() {
    var runs = List.of(run("a").write(), run("b").branchedAt(256).write());
    assertThat(cells(ComparisonTable.of(runs), "T_grok / T_mem")).containsExactly("47", "-");
    assertThat(ComparisonTable.data(runs).get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(each -> each.get("delayRatio") == null)
        .containsExactly(false, true);
  }

  @Test
  void refusesASingleRun() {
    var one = List.of(run("a").write());
    assertThatThrownBy(() -> ComparisonTable.of(one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("1 run directory was given; expected at least two");
  }
}
