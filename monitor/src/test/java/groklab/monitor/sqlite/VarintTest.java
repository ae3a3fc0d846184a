package groklab.monitor.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
  @ParameterizedTest
  @CsvSource({
    "00, 0, 1",
    "7f, 127, 1",
    "8100, 128, 2",
    "ff7f, 16383, 2",
    "818000, 16384, 3",
    "ffffffffffffffffff, -1, 9",
    "80808080808080807f, 127, 9",
    "81, 128, 2",
  })
  void areSevenBitsAByteAndEightInTheNinth(String hex, long value, int length) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(Varint.value(bytes, 0)).isEqualTo(value);
    assertThat(Varint.length(bytes, 0)).isEqualTo(length);
  }
}
