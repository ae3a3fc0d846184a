package groklab.engine.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CrewTest {

  /// In every wave each worker adds to its own number and after the barrier checks all the
  /// others'.
  private static void waves(Crew crew, int waves) {
    int workers = crew.workers();
    AtomicIntegerArray at = new AtomicIntegerArray(workers);
    crew.run(worker -> {
      for (int p = 1; p <= waves; p++) {
        at.set(worker, p);
        crew.barrier();
        for (int w = 0; w < workers; w++) {
          if (at.get(w) < p) {
            throw new IllegalStateException(
                "worker %d is in wave %d, worker %d in %d".formatted(worker, p, w, at.get(w)));
          }
        }
        crew.barrier();
      }
    });
    for (int w = 0; w < workers; w++) {
      assertThat(at.get(w)).isEqualTo(waves);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void barriersSeparateWavesAlsoWithMoreWorkersThanProcessors(int workers) {
    try (Crew crew = new Crew(workers)) {
      for (int task = 0; task < 20; task++) {
        waves(crew, 50);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aWorkersFailureIsReportedAndTheCrewGoesOn(int workers) {
    try (Crew crew = new Crew(workers)) {
      for (int task = 0; task < 200; task++) {
        int failing = task % workers;
        int wave = task % 3;
        assertThatThrownBy(() ->
                crew.run(worker -> {
                  for (int p = 0; p < 3; p++) {
                    if (worker == failing && p == wave) {
                      throw new ArithmeticException("wave " + p);
                    }
                    crew.barrier();
                  }
                }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("wave " + wave)
            .hasCauseInstanceOf(ArithmeticException.class);
        waves(crew, 2);
      }
    }
  }

  @Test
  void allWorkersMayFailAtOnce() {
    try (Crew crew = new Crew(3)) {
      for (int task = 0; task < 200; task++) {
        assertThatThrownBy(() ->
                crew.run(worker -> {
                  throw new ArithmeticException("all");
                }))
            .isInstanceOf(IllegalStateException.class);
      }
      waves(crew, 5);
    }
  }

  @Test
  void aClosedCrewRefusesWork() {
    Crew crew = new Crew(2);
    waves(crew, 1);
    crew.close();
    assertThatThrownBy(() -> crew.run(worker -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aCrewHasAtLeastOneWorker() {
    assertThatThrownBy(() -> new Crew(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
