package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.study.sweep.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "60,60,1", "1999,1999,1", "2001,1001,2", "10000,1000,10", "100001,2001,50"})
  void holdsOneRunUnlessTasksWouldBeTooMany(int runs, int chunks, int largest) {
    List<Job> jobs =
        IntStream.range(0, runs).mapToObj(i -> new Job("id" + i, Map.of(), i, "")).toList();
    List<Chunk> made = Chunk.of(jobs);
    assertThat(made).hasSize(chunks);
    assertThat(made.stream().mapToInt(each -> each.jobs().size()).max()).hasValue(largest);
    assertThat(made.stream().flatMap(each -> each.jobs().stream()).toList()).isEqualTo(jobs);
  }
}
