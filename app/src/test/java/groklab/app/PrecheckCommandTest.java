package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.app.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PrecheckCommandTest {
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void write() throws IOException {
    var text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 121; i++) {
      text.append("%d,%d,%d\n".formatted(i / 11, i % 11, (i / 11 + i % 11) % 11));
    }
    table = Files.writeString(folder.resolve("add.csv"), text);
  }

  @Test
  void saysWhatAnAccuracyIsWorth() {
    var result = Cli.run("precheck", table, "--train-fraction", "0.5", "--seed", "3");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
    assertThat(result.out())
        .contains("60 rows to train on, 61 to validate with (a share of 0.5 drawn with seed 3)")
        .contains("inputs: 2 of symbols (a, b); answer: c, 11 classes")
        .contains("chance              9.1 %   1 of 11 classes")
        .contains("needs no rule: a network that only knows that order does not")
        .contains("The learnability gap is");
  }

  @Test
  void saysItInJson() {
    JsonNode data =
        new JsonMapper()
            .readTree(Cli.run("precheck", table, "--train-fraction", "0.5", "--json").out());
    assertThat(data.propertyNames())
        .contains("rows", "classes", "copies", "mirrored", "predictors", "learnabilityGap");
    double best = 0;
    for (JsonNode each : data.get("predictors").values()) {
      best = Math.max(best, each.get("accuracy").doubleValue());
    }
    assertThat(data.get("best").stringValue()).isEqualTo("mirrored");
    assertThat(data.get("learnabilityGap").doubleValue()).isCloseTo(1 - best, within(1e-12));
    assertThat(data.get("sentences").get(0).stringValue())
        .startsWith("A validation accuracy of up to");
  }

  @Test
  void refusesWhatContradictsItself() {
    for (String[] each :
        new String[][] {
          {"--train-fraction", "1.5", "--train-fraction is 1.5, expected a share between 0 and 1"},
          {"--split", "a", "has '0' in column a, expected the name of a set"},
        }) {
      var result = Cli.run("precheck", table, each[0], each[1]);
      assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(result.err()).contains(each[2]).doesNotContain("\tat ");
    }
    assertThat(Cli.run("precheck", table, "--answer", "d", "--train-fraction", "0.5").err())
        .contains("--answer names column d, and")
        .contains("has a, b, c");
    assertThat(Cli.run("precheck", table, "--split", "a", "--train-fraction", "0.5").err())
        .contains("--split and --train-fraction are both given");
    assertThat(Cli.run("precheck", table, table, "--train-fraction", "0.5").err())
        .contains("wo files say the split already; leave out --train-fraction");
    assertThat(Cli.run("precheck", table, "--numbers", "--symbols").err())
        .contains("--numbers and --symbols are both given");
  }
}
