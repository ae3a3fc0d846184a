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

  /// In every phase each worker adds to its own number and after the barrier checks all the
  /// others'.
  private static void phases(Crew crew, int phases) {
    int workers = crew.workers();
    AtomicIntegerArray at = new AtomicIntegerArray(workers);
    crew.run(worker -> {
      for (int p = 1; p <= phases; p++) {
        at.set(worker, p);
        crew.barrier();
        for (int w = 0; w < workers; w++) {
          if (at.get(w) < p) {
            throw new IllegalStateException(
                "worker %d is in phase %d, worker %d in %d".formatted(worker, p, w, at.get(w)));
          }
        }
        crew.barrier();
      }
    });
    for (int w = 0; w < workers; w++) {
      assertThat(at.get(w)).isEqualTo(phases);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9})
  void barriersSeparatePhasesAlsoWithMoreWorkersThanProcessors(int workers) {
    try (Crew crew = new Crew(workers)) {
      for (int task = 0; task < 20; task++) {
        phases(crew, 50);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aWorkersFailureIsReportedAndTheCrewGoesOn(int workers) {
    try (Crew crew = new Crew(workers)) {
      for (int task = 0; task < 200; task++) {
        int failing = task % workers;
        int phase = task % 3;
        assertThatThrownBy(() ->
                crew.run(worker -> {
                  for (int p = 0; p < 3; p++) {
                    if (worker == failing && p == phase) {
                      throw new ArithmeticException("phase " + p);
                    }
                    crew.barrier();
                  }
                }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("phase " + phase)
            .hasCauseInstanceOf(ArithmeticException.class);
        phases(crew, 2);
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
      phases(crew, 5);
    }
  }

  @Test
  void aClosedCrewRefusesWork() {
    Crew crew = new Crew(2);
    phases(crew, 1);
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
