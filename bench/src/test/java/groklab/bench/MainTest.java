package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                      | no case is named; expected one of nanda-step,",
        "nada-step             | there is no case \"nada-step\"; expected one of nanda-step,",
        "nanda-step --all      | NAME and --all are both given",
        "nanda-step --threads 0| --threads is 0; expected 1 to 1024; write e.g. --threads 2.",
        "nanda-step --rounds 0 | --rounds is 0; expected at least 1; write e.g. --rounds 15.",
        "nanda-step --peer jax | --peer is \"jax\"; expected",
        "nanda-step --thread=1 | Unknown option: '--thread=1'"
      })
  void bad_arguments_end_with_one_sentence_and_exit_code_2(String line, String sentence) {
    var err = new ByteArrayOutputStream();
    String[] args = line == null ? new String[0] : line.strip().split(" ");

    int code = Main.run(args, new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(sentence).hasLineCount(1);
  }
}
