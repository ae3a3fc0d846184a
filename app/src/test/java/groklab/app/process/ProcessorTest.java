package groklab.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void aProcessorWithoutFusedMultiplyAddIsMentioned() {
    assertThat(Processor.remark(false)).hasValueSatisfying(s -> assertThat(s).contains("FMA3"));
    assertThat(Processor.remark(true)).isEmpty();
  }

  /// 200,000 dependent fused multiply-adds take under a millisecond in hardware and about fifty in
  /// software.
  @Test
  void whatIsSaidAgreesWithTheSpeedHere() {
    float sum = 0;
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 200_000; i++) {
        sum = Math.fma(sum, 0.5f, i);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(sum).isPositive();
    Optional<String> remark = Processor.remark();
    assertThat(remark.isPresent()).isEqualTo(best > 15_000_000);
  }
}
