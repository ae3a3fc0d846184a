package groklab.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
class OutputTest {
  private static final Terminal PIPE = new Terminal(OptionalInt.empty());

  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

  @Test
  void writesJsonAloneToStandardOutput() {
    PrintStream before = System.out;
    try (var output = new Output(out, err, PIPE, true)) {
      output.line("for people");
      System.out.println("a library talks");
      output.remark("beside the result");
      output.json(Map.of("steps", 3));
    }
    assertThat(System.out).isSameAs(before);
    assertThat(JsonMapper.shared().readTree(text(outBytes)).get("steps").asInt()).isEqualTo(3);
    assertThat(text(errBytes)).isEqualTo("a library talks\nbeside the result\n");
  }

  @Test
  void writesTextThatIsJsonAlreadyAsItStands() {
    try (var output = new Output(out, err, PIPE, true)) {
      output.jsonText("{ \"steps\" : 3 }\n");
    }
    assertThat(text(outBytes)).isEqualTo("{ \"steps\" : 3 }\n");
  }

  @Test
  void writesTextAndNoJsonForPeople() {
    try (var output = new Output(out, err, PIPE, false)) {
      output.line("for people");
      output.json(Map.of("steps", 3));
      output.jsonText("{}");
    }
    assertThat(text(outBytes)).isEqualTo("for people\n");
  }

  @Test
  void writesCensoredAndNotFiniteNumbersAsNullInTheGivenOrder() {
    var summary = new LinkedHashMap<String, @Nullable Object>();
    summary.put("memorizedAt", 12L);
    summary.put("generalizedAt", null);
    summary.put("losses", Arrays.asList(0.5, Double.NaN, Float.POSITIVE_INFINITY));
    try (var output = new Output(out, err, PIPE, true)) {
      output.json(summary);
    }
    assertThat(text(outBytes).replaceAll("\\s", ""))
        .isEqualTo("{\"memorizedAt\":12,\"generalizedAt\":null,\"losses\":[0.5,null,null]}");
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
