package groklab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.bench.peer.Contender;
import groklab.bench.peer.Peer;
import groklab.bench.peer.Weight;
import groklab.bench.peer.Workload;
import groklab.bench.step.DeepMlpCase;
import groklab.bench.step.Ours;
import groklab.bench.step.StepCase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final StepCase SMALL = new DeepMlpCase("small", "", new int[] {6, 5, 3}, 8);
  private static final Race.Timing SHORT = new Race.Timing(3, 0.02, 0.002);
  private static final PrintStream SILENT = new PrintStream(new ByteArrayOutputStream());

  /// Trains with our engine, at initial weights that are off by `error`.
  private record Mirror(double error) implements Peer {
    @Override
    public String name() {
      return "mirror";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public List<Map<String, String>> environments() {
      return List.of(Map.of());
    }

    @Override
    public Contender start(Workload problem, int threads) {
      Ours ours = SMALL.ours(threads);
      return new Contender() {
        @Override
        public void step(long step) {
          ours.step(step);
        }

        @Override
        public double loss() {
          return ours.loss() * (1 + error);
        }

        @Override
        public void close() {
          ours.close();
        }
      };
    }
  }

  private static List<Map<String, Object>> race(Peer peer) {
    return new Race(SMALL, SHORT, SILENT).run(List.of(1, 2), Optional.of(peer), List.of(1));
  }

  @Test
  void a_result_has_the_names_that_scripts_rely_on() {
    Map<String, Object> result = race(new Mirror(0)).getFirst();

    assertThat(result)
        .containsKeys(
            "case",
            "threads",
            "msPerStep",
            "peer",
            "ratio",
            "gflopPerStep",
            "shareOfPeak",
            "bytesPerStep");
    assertThat(ResultJson.object(result, "msPerStep")).containsOnlyKeys("min", "median", "max");
    assertThat(ResultJson.object(result, "peer"))
        .containsKeys("name", "threads", "msPerStep", "lossDifference");
  }

  @Test
  void there_is_one_result_for_each_number_of_threads() {
    assertThat(race(new Mirror(0))).extracting(r -> r.get("threads")).containsExactly(1, 2);
  }

  @Test
  void a_peer_that_computes_the_same_has_no_loss_difference() {
    assertThat(ResultJson.number(race(new Mirror(0)).getFirst(), "peer", "lossDifference"))
        .isZero();
  }

  @Test
  void a_peer_that_computes_something_else_is_refused_before_it_is_timed() {
    assertThatThrownBy(() -> race(new Mirror(0.01)))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("the first losses differ from mirror's");
  }

  @Test
  void the_flop_of_a_perceptron_are_those_of_its_products_forward_and_backward() {
    try (Ours ours = SMALL.ours(1)) {
      // Forward and weight gradients of both layers, input gradient of the second: 2·m·n·k each.
      assertThat(ours.flop()).isEqualTo(2 * 8 * (2 * 6 * 5 + 3 * 5 * 3));
    }
  }

  @Test
  void the_first_loss_is_the_one_computed_by_hand() {
    var problem = (Workload.Dense) SMALL.workload();
    try (Ours ours = SMALL.ours(1)) {
      ours.step(0);
      assertThat(ours.loss())
          .isCloseTo(byHand(problem), org.assertj.core.api.Assertions.within(1e-6));
    }
  }

  private static double byHand(Workload.Dense p) {
    double sum = 0;
    for (int e = 0; e < p.examples(); e++) {
      double[] x = new double[p.widths()[0]];
      for (int i = 0; i < x.length; i++) {
        x[i] = p.inputs()[e * x.length + i];
      }
      for (int layer = 0; layer < p.layers(); layer++) {
        x = linear(x, p.weights().get(2 * layer), p.weights().get(2 * layer + 1));
        for (int i = 0; layer < p.layers() - 1 && i < x.length; i++) {
          x[i] = Math.max(0, x[i]);
        }
      }
      for (int c = 0; c < x.length; c++) {
        double error = x[c] - (c == p.targets()[e] ? 1 : 0);
        sum += error * error;
      }
    }
    return sum / (p.examples() * p.classes());
  }

  private static double[] linear(double[] x, Weight w, Weight b) {
    double[] y = new double[b.values().length];
    for (int j = 0; j < y.length; j++) {
      y[j] = b.values()[j];
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * w.values()[i * y.length + j];
      }
    }
    return y;
  }
}
