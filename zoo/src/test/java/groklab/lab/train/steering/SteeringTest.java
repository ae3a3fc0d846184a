package groklab.lab.train.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.control.Decision;
import groklab.lab.control.Sight;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.Kind;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SteeringTest {
  private static final String DECAY = "optimizer.weightDecay";
  private static final RunSpec SPEC = new SpecReader().parse("");
  private static final RunCriterion CRITERION =
      new RunCriterion(
          new Accuracy(),
          new Accuracy().thresholds(),
          Map.of("train", Baseline.UNKNOWN.withGuessLoss(2)));

  /// Does what a test says, whatever it is shown.
  private record Scripted(List<String> reads, List<String> sets, Controller begin)
      implements ControllerSpec {
    private static final Kind<Scripted> KIND =
        Kind.of("scripted", Scripted.class, _ -> wanting(List.of()));

    static Scripted wanting(List<Decision> always) {
      return new Scripted(List.of("weights.l2"), List.of(DECAY), _ -> always);
    }

    @Override
    public Kind<Scripted> kind() {
      return KIND;
    }
  }

  private static Probe probe(long step, double train) {
    return new Probe(
        step,
        new LinkedHashMap<>(
            Map.of(
                "train.accuracy",
                train,
                "train.loss",
                0.5,
                "validation.accuracy",
                0.5,
                "weights.l2",
                7.0)));
  }

  @Test
  void showsHowTheTrainingSetIsFittedWhatIsReadAndNothingElse() {
    List<Sight> seen = new ArrayList<>();
    var curious =
        new Scripted(
            List.of("weights.l2", "fourier.gini"),
            List.of(DECAY),
            sight -> {
              seen.add(sight);
              return List.of();
            });
    var steering = new Steering(List.of(curious), CRITERION);
    assertThat(steering.decide(probe(3, 0.98), SPEC)).isEmpty();
    assertThat(steering.decide(probe(4, 0.99), SPEC)).isEmpty();
    assertThat(seen)
        .containsExactly(
            new Sight(3, 0.98, false, 0.25, Map.of("weights.l2", 7.0), Map.of(DECAY, "1.0")),
            new Sight(4, 0.99, true, 0.25, Map.of("weights.l2", 7.0), Map.of(DECAY, "1.0")));
  }

  static Stream<Arguments> whatCannotBe() {
    var one = Decision.of(DECAY, 2, "so");
    return Stream.of(
        Arguments.of(List.of(Decision.of(DECAY, Double.NaN, "so")), "optimizer.weightDecay is nan"),
        Arguments.of(List.of(Decision.of(DECAY, -1, "so")), "optimizer.weightDecay is -1.0"),
        Arguments.of(
            List.of(new Decision(DECAY, "much", "so")),
            "optimizer.weightDecay is the text \"much\""),
        Arguments.of(
            List.of(one, Decision.of(DECAY, 3, "so")),
            "it contradicts itself: two values of optimizer.weightDecay at once"),
        Arguments.of(
            List.of(new Decision("task.modulus", "5", "so")),
            "it wants to set task.modulus, and may set optimizer.weightDecay"),
        Arguments.of(
            Collections.nCopies(1_000, one),
            "it wants 1,000 changes at one probe, and at most 4 make sense"));
  }

  @ParameterizedTest
  @MethodSource("whatCannotBe")
  void aControllerThatWantsWhatCannotBeLosesItsSay(List<Decision> wanted, String because) {
    var steering = new Steering(List.of(Scripted.wanting(wanted)), CRITERION);
    assertThat(steering.decide(probe(1, 1), SPEC))
        .singleElement()
        .isInstanceOfSatisfying(
            Steering.Refused.class,
            refused -> {
              assertThat(refused.controller()).isEqualTo("scripted");
              assertThat(refused.because()).startsWith(because);
            });
    assertThat(steering.decide(probe(2, 1), SPEC)).as("it is not asked again").isEmpty();
  }

  @Test
  void aControllerThatNeverRestsIsStoppedAndOthersGoOn() {
    var restless = Scripted.wanting(List.of(Decision.of(DECAY, 2, "so")));
    var steering = new Steering(List.of(restless), CRITERION);
    for (int step = 0; step < 200; step++) {
      assertThat(steering.decide(probe(step, 1), SPEC))
          .containsExactly(
              new Steering.Wanted("scripted", step, List.of(Decision.of(DECAY, 2, "so"))));
    }
    assertThat(steering.decide(probe(200, 1), SPEC))
        .containsExactly(
            new Steering.Refused(
                "scripted", "it has changed something 200 times, the most in a run"));
    assertThat(steering.decide(probe(201, 1), SPEC)).isEmpty();
  }

  private static RunSpec steeredBy(ControllerSpec controller) {
    return new RunSpec(
        SPEC.name(),
        SPEC.seed(),
        SPEC.task(),
        SPEC.model(),
        SPEC.optimizer(),
        SPEC.optimizerParts(),
        SPEC.training(),
        SPEC.budget(),
        SPEC.probes(),
        SPEC.checkpoints(),
        SPEC.turns(),
        List.of(controller),
        SPEC.branch());
  }

  @Test
  void oneThatReadsWhatTheNetworkDoesOnUnseenExamplesIsRefusedBeforeTheRun() {
    for (String name :
        List.of("validation.accuracy", "representation.probe.validation", "validation.loss")) {
      var peeking = new Scripted(List.of("weights.l2", name), List.of(DECAY), _ -> List.of());
      assertThatThrownBy(() -> Steering.check(steeredBy(peeking)))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("controller is \"scripted\", which reads " + name + "; ");
    }
  }

  @Test
  void twoOverTheSameKeyAndOneWithoutItsKeyAreRefusedBeforeTheRun() {
    assertThatThrownBy(() ->
            Steering.check(
                new SpecReader()
                    .parse("controller = [{ kind = \"auto\" }, { kind = \"raise-decay\" }]")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "controller is \"auto\" and \"raise-decay\", which both set optimizer.weightDecay;"
                + " leave one of them out");
    assertThatThrownBy(() ->
            Steering.check(
                new SpecReader()
                    .parse(
                        """
                        controller = [{ kind = "raise-decay" }]
                        [optimizer]
                        kind = "wang-landau"
                        """)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("controller is \"raise-decay\", which sets optimizer.weightDecay");
  }
}
