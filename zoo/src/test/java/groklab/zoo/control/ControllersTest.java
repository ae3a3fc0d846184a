package groklab.zoo.control;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.control.Decision;
import groklab.lab.control.Sight;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Kinds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControllersTest {
  private static final String DECAY = "optimizer.weightDecay";
  private static final String PRECISION = "training.lossPrecision";
  private static final String COLLAPSED = "numerics.softmaxCollapseShare";

  /// A run whose decay is what its controller makes of it.
  private static final class Run {
    private final Controller controller = new RaiseDecay(0.01, 2, 0.5).begin();
    private double decay;

    Run(double decay) {
      this.decay = decay;
    }

    double at(long step, double fit) {
      for (Decision each :
          controller.decide(
              new Sight(step, fit, fit >= 0.99, Map.of(), Map.of(DECAY, String.valueOf(decay))))) {
        assertThat(each.key()).isEqualTo(DECAY);
        decay = Double.parseDouble(each.to());
      }
      return decay;
    }
  }

  @Test
  void raiseDecayWaitsForMemorisingAndThenForMoreSteps() {
    var run = new Run(0.1);
    assertThat(run.at(50, 0.7)).isEqualTo(0.1);
    assertThat(run.at(60, Double.NaN)).isEqualTo(0.1);
    assertThat(run.at(100, 0.99)).isEqualTo(0.2);
    assertThat(run.at(149, 1)).isEqualTo(0.2);
    assertThat(run.at(150, 1)).isEqualTo(0.4);
    assertThat(run.at(224, 1)).isEqualTo(0.4);
    assertThat(run.at(225, 1)).isEqualTo(0.8);
  }

  @Test
  void raiseDecayTakesBackOnceAndStaysBelowWhatWasTooMuch() {
    var run = new Run(0.1);
    assertThat(run.at(100, 1)).isEqualTo(0.2);
    assertThat(run.at(150, 1)).isEqualTo(0.4);
    assertThat(run.at(160, 0.9)).as("a quarter").isEqualTo(0.1);
    assertThat(run.at(170, 0.8)).as("once for each time").isEqualTo(0.1);
    assertThat(run.at(180, 1)).as("not at once").isEqualTo(0.1);
    assertThat(run.at(240, 1)).isEqualTo(0.2);
    assertThat(run.at(1_000, 1)).as("0.4 was too much").isEqualTo(0.2);
  }

  @Test
  void raiseDecayBeginsSomewhereWhereThereIsNoDecay() {
    assertThat(new Run(0).at(100, 1)).isEqualTo(0.01);
  }

  @Test
  void guardCollapseTurnsToDoublePrecisionOnce() {
    Controller guard = new GuardCollapse(0.5).begin();
    assertThat(guard.decide(collapsed(0.5, "\"float32\""))).isEmpty();
    assertThat(guard.decide(collapsed(0.51, "\"float32\"")))
        .containsExactly(
            new Decision(
                PRECISION,
                "\"float64\"",
                "the softmax of 51.0 % of the training examples has collapsed"));
    assertThat(guard.decide(collapsed(0.51, "\"float64\""))).isEmpty();
    assertThat(guard.decide(collapsed(Double.NaN, "\"float32\""))).isEmpty();
  }

  private static Sight collapsed(double share, String precision) {
    return new Sight(9, 1, true, Map.of(COLLAPSED, share), Map.of(PRECISION, precision));
  }

  static List<Kind<? extends ControllerSpec>> all() {
    return Kinds.of(ControllerSpec.class);
  }

  /// Of what the network does on other examples a controller must know nothing.
  @ParameterizedTest
  @MethodSource("all")
  void noControllerReadsWhatIsMadeOfUnseenExamples(Kind<? extends ControllerSpec> kind) {
    ControllerSpec usual = Kinds.usual(kind);
    assertThat(usual.reads())
        .allMatch(name ->
            name.startsWith("train.")
                || name.startsWith("weights.")
                || name.startsWith("numerics."));
    assertThat(usual.sets())
        .isNotEmpty()
        .allMatch(key -> key.startsWith("optimizer.") || key.startsWith("training."));
  }
}
