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
    private final Controller controller = new RaiseDecay(0.01, 2, 0.5, 0.02, 0.1).begin();
    private double decay;

    Run(double decay) {
      this.decay = decay;
    }

    double at(long step, double fit, double lossShare) {
      var now = Map.of(DECAY, String.valueOf(decay));
      for (Decision each :
          controller.decide(new Sight(step, fit, fit >= 0.99, lossShare, Map.of(), now))) {
        assertThat(each.key()).isEqualTo(DECAY);
        decay = Double.parseDouble(each.to());
      }
      return decay;
    }
  }

  @Test
  void raiseDecayWaitsForMemorisingAndThenForMoreSteps() {
    var run = new Run(0.1);
    assertThat(run.at(50, 0.7, 0.3)).isEqualTo(0.1);
    assertThat(run.at(60, Double.NaN, Double.NaN)).isEqualTo(0.1);
    assertThat(run.at(100, 0.99, 0.01)).isEqualTo(0.2);
    assertThat(run.at(149, 1, 0.01)).isEqualTo(0.2);
    assertThat(run.at(150, 1, 0.01)).isEqualTo(0.4);
    assertThat(run.at(224, 1, 0.01)).isEqualTo(0.4);
    assertThat(run.at(225, 1, 0.01)).isEqualTo(0.8);
  }

  @Test
  void raiseDecayHoldsWhereItCostsTrainingLossAndTakesBackWhatCostsTooMuch() {
    var run = new Run(0.1);
    assertThat(run.at(100, 1, 0.03)).as("not yet").isEqualTo(0.1);
    assertThat(run.at(110, 1, 0.01)).isEqualTo(0.2);
    assertThat(run.at(200, 1, 0.05)).as("held").isEqualTo(0.2);
    assertThat(run.at(300, 1, 0.11)).as("too much").isEqualTo(0.1);
    assertThat(run.at(310, 0.9, 0.5)).as("the change needs its time").isEqualTo(0.1);
    assertThat(run.at(450, 0.9, 0.2)).as("also where the fit is lost").isEqualTo(0.05);
    assertThat(run.at(700, 1, Double.NaN)).isEqualTo(0.05);
  }

  @Test
  void raiseDecayDoesNotTryAgainWhatItHadToTakeBack() {
    var run = new Run(0.1);
    assertThat(run.at(100, 1, 0.01)).isEqualTo(0.2);
    assertThat(run.at(200, 1, 0.01)).isEqualTo(0.4);
    assertThat(run.at(300, 1, 0.3)).as("too much").isEqualTo(0.2);
    assertThat(run.at(500, 1, 0.01)).as("0.4 again").isEqualTo(0.2);
    assertThat(run.at(800, 1, 0.3)).as("0.2 was its own doing too").isEqualTo(0.1);
    assertThat(run.at(1_300, 1, 0.01)).isEqualTo(0.1);
  }

  @Test
  void raiseDecayMayComeBackToTheDecayThatTheRunBeganWith() {
    var run = new Run(0.1);
    assertThat(run.at(100, 0.99, 0.13)).as("the loss is still on its way down").isEqualTo(0.05);
    assertThat(run.at(200, 1, 0.01)).isEqualTo(0.1);
    assertThat(run.at(300, 1, 0.01)).isEqualTo(0.2);
  }

  @Test
  void raiseDecayBeginsSomewhereWhereThereIsNoDecay() {
    assertThat(new Run(0).at(100, 1, 0)).isEqualTo(0.01);
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
    return new Sight(9, 1, true, 0.01, Map.of(COLLAPSED, share), Map.of(PRECISION, precision));
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
