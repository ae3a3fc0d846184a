package groklab.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.engine.kernel.Tiles;
import groklab.engine.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchesTest {
  private record Taken(int offset, int size) {
    int end() {
      return offset + Tiles.wholeVectors(size);
    }
  }

  @Test
  void stretchesInUseNeverOverlapAndEndWithinTheLength() {
    RandomStream random = RandomStream.of(1, "stretches");
    Stretches memory = new Stretches();
    List<Taken> used = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      if (used.isEmpty() || random.uniform(3L * i) < 0.52) {
        int size = 1 + random.below(3L * i + 1, 200);
        Taken t = new Taken(memory.take(size), size);
        assertThat(t.offset() % 16).isZero();
        assertThat(t.end()).isLessThanOrEqualTo(memory.length());
        assertThat(used).noneMatch(u -> u.offset() < t.end() && t.offset() < u.end());
        used.add(t);
      } else {
        Taken t = used.remove(random.below(3L * i + 2, used.size()));
        memory.give(t.offset(), t.size());
      }
    }
  }

  @Test
  void whatIsGivenBackIsJoinedAndTakenAgain() {
    Stretches memory = new Stretches();
    int a = memory.take(16);
    int b = memory.take(16);
    int c = memory.take(16);
    memory.take(16);
    memory.give(a, 16);
    memory.give(c, 16);
    memory.give(b, 16);
    assertThat(memory.take(48)).isEqualTo(a);
    assertThat(memory.length()).isEqualTo(64);
  }

  @Test
  void aFreeStretchAtTheEndGrows() {
    Stretches memory = new Stretches();
    memory.take(16);
    int last = memory.take(16);
    memory.give(last, 16);
    assertThat(memory.take(40)).isEqualTo(last);
    assertThat(memory.length()).isEqualTo(64);
  }
}
