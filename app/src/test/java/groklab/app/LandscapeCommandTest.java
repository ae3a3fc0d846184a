package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.process.ExitCode;
import groklab.web.landscape.LandscapeJson;
import groklab.web.live.Replays;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LandscapeCommandTest {
  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void makeARun() {
    run = folder.resolve("run");
    assertThat(Cli.run(Cli.tinyRun(20, "--out", run)).exitCode()).isZero();
  }

  private static JsonNode json(Cli.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    return JsonMapper.shared().readTree(result.out());
  }

  @Test
  void thePlaneIsTheOneOfTheDashboard() {
    JsonNode plane = json(Cli.run("landscape", run, "--json"));
    try (var replays = new Replays()) {
      assertThat(plane)
          .isEqualTo(
              JsonMapper.shared()
                  .readTree(LandscapeJson.of(replays.surface(run, Replays.LANDSCAPE_POINTS))));
    }
    int side = plane.get("xs").size();
    var lines = Cli.run("landscape", run).out().lines().toList();
    assertThat(lines).hasSize(1 + side * side);
    assertThat(lines.getFirst()).isEqualTo("x,y,train loss,validation loss,squared norm");
    assertThat(values(lines.get(1 + side + 2)))
        .containsExactly(
            plane.get("xs").get(2).asDouble(),
            plane.get("ys").get(1).asDouble(),
            plane.get("train").get(side + 2).asDouble(),
            plane.get("validation").get(side + 2).asDouble(),
            plane.get("squares").get(side + 2).asDouble());
  }

  private static double[] values(String line) {
    return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void aLineGoesBetweenTwoCheckpoints() {
    var lines = Cli.run("landscape", run, "--line", "4..16").out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("position,train loss,validation loss,squared norm");
    assertThat(values(lines.get(1))[0]).isZero();
    assertThat(values(lines.getLast())[0]).isEqualTo(1);
    JsonNode line = json(Cli.run("landscape", run, "--line", "4..16", "--json"));
    assertThat(line.get("from").asLong()).isEqualTo(4);
    assertThat(line.get("train").size()).isEqualTo(lines.size() - 1);
  }

  @Test
  void whatCannotBeComputedIsRefusedInOneSentence() {
    Cli.Result missing = Cli.run("landscape", run, "--line", "4..17");
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.errLines())
        .hasSize(1)
        .first()
        .asString()
        .contains("no checkpoint of step 17");
    Cli.Result odd = Cli.run("landscape", run, "--line", "4-16");
    assertThat(odd.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(odd.err()).contains("--line 100..2000");
    assertThat(Cli.run("landscape", folder).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }
}
