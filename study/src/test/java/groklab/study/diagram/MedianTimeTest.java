package groklab.study.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTimeTest {
  /// A time with `+` is censored.
  @ParameterizedTest
  @CsvSource({
    "100, 100, false",
    "300 100 200, 200, false",
    "100 200 300 500, 250, false",
    "100 200 900+, 200, false",
    "100 900+ 900+, 900, true",
    "900+ 900+, 900, true",
    "100 900+, 500, true",
    "100 200 900+ 900+, 550, true"
  })
  void aCensoredTimeIsLaterThanEveryOther(String times, double median, boolean censored) {
    assertThat(median(times)).isEqualTo(new MedianTime(median, censored, times.split(" ").length));
  }

  /// A run given up at 500 may have generalised at 600 or at 60,000: the median is at least 500.
  @Test
  void aRunThatWasWatchedForAShortTimeLowersOnlyWhatIsCertain() {
    assertThat(median("800 500+ 500+")).isEqualTo(new MedianTime(500, true, 3));
    assertThat(median("800 700 500+")).isEqualTo(new MedianTime(800, false, 3));
  }

  private static MedianTime median(String times) {
    return MedianTime.of(
            Arrays.stream(times.split(" "))
                .map(t -> new MedianTime.Time(Long.parseLong(t.replace("+", "")), t.endsWith("+")))
                .toList())
        .orElseThrow();
  }

  @Test
  void withoutTimesThereIsNone() {
    assertThat(MedianTime.of(Stream.<MedianTime.Time>of().toList())).isEmpty();
  }
}
