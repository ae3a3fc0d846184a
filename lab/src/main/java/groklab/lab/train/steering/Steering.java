package groklab.lab.train.steering;

import groklab.lab.control.Controller;
import groklab.lab.control.ControllerSpec;
import groklab.lab.control.Decision;
import groklab.lab.control.Sight;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.kind.SpecException;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The controllers of a run: shows them the probes, and lets pass what they may decide. One that
/// decides what cannot be has no say any more, and the run goes on without it.
public final class Steering {
  /// What a controller may want at one probe.
  private static final int MOST_AT_ONCE = 4;

  /// What it may want in a run: each change compiles the step anew.
  private static final int MOST = 200;

  private final RunCriterion criterion;
  private final List<Hand> hands = new ArrayList<>();

  /// A controller, how often it has changed something, and whether it still has a say.
  private static final class Hand {
    private final ControllerSpec spec;
    private final Controller controller;
    private int changes;
    private boolean trusted = true;

    Hand(ControllerSpec spec) {
      this.spec = spec;
      this.controller = spec.begin();
    }
  }

  /// What comes of a probe.
  public sealed interface Answer {}

  /// Changes to be made together.
  ///
  /// @param controller name of its kind
  /// @param step of the probe that it has seen
  /// @param decisions at least one
  public record Wanted(String controller, long step, List<Decision> decisions) implements Answer {}

  /// A controller has lost its say.
  ///
  /// @param because a sentence without its end
  public record Refused(String controller, String because) implements Answer {}

  public Steering(List<ControllerSpec> controllers, RunCriterion criterion) {
    this.criterion = criterion;
    controllers.forEach(each -> hands.add(new Hand(each)));
  }

  /// Shows a probe to the controllers that have a say.
  ///
  /// @param now the spec that holds at the probe
  public List<Answer> decide(Probe probe, RunSpec now) {
    List<Answer> answers = new ArrayList<>();
    for (Hand hand : hands) {
      Optional<String> gone = gone(hand.spec, now);
      if (hand.trusted && gone.isPresent()) {
        hand.trusted = false;
        answers.add(new Refused(hand.spec.kind().name(), gone.get()));
      } else if (hand.trusted) {
        List<Decision> wanted = hand.controller.decide(sight(hand.spec, probe, now));
        Optional<String> fault = fault(hand, wanted, now);
        String name = hand.spec.kind().name();
        if (fault.isPresent()) {
          hand.trusted = false;
          answers.add(new Refused(name, fault.get()));
        } else if (!wanted.isEmpty()) {
          hand.changes += wanted.size();
          answers.add(new Wanted(name, probe.step(), wanted));
        }
      }
    }
    return answers;
  }

  /// A controller whose changes could not be made has no say any more.
  public void distrust(String controller) {
    hands.stream()
        .filter(hand -> hand.spec.kind().name().equals(controller))
        .forEach(hand -> hand.trusted = false);
  }

  /// A turn may take away what a controller sets; empty = all of it is there.
  private static Optional<String> gone(ControllerSpec spec, RunSpec now) {
    return spec.sets().stream()
        .filter(key -> !SpecReader.valuesOf(now, List.of(key)).containsKey(key))
        .findFirst()
        .map("it sets %s, which a turn has taken away"::formatted);
  }

  private Sight sight(ControllerSpec spec, Probe probe, RunSpec now) {
    double fit = criterion.value(probe, Probe.TRAIN);
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : spec.reads()) {
      Double value = probe.values().get(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new Sight(
        probe.step(),
        fit,
        criterion.isReached(Probe.TRAIN, fit),
        probe.valueOrNaN(Probe.TRAIN_LOSS) / criterion.baseline(Probe.TRAIN).lossOfGuessing(),
        values,
        SpecReader.valuesOf(now, spec.sets()));
  }

  /// Empty = all of it can be done.
  private static Optional<String> fault(Hand hand, List<Decision> wanted, RunSpec now) {
    if (wanted.size() > MOST_AT_ONCE) {
      return Optional.of(
          "it wants %,d changes at one probe, and at most %d make sense"
              .formatted(wanted.size(), MOST_AT_ONCE));
    }
    if (hand.changes + wanted.size() > MOST) {
      return Optional.of("it has changed something %d times, the most in a run".formatted(MOST));
    }
    Set<String> keys = new HashSet<>();
    for (Decision each : wanted) {
      if (!hand.spec.sets().contains(each.key())) {
        return Optional.of(
            "it wants to set %s, and may set %s"
                .formatted(each.key(), String.join(", ", hand.spec.sets())));
      }
      if (!keys.add(each.key())) {
        return Optional.of("it contradicts itself: two values of %s at once".formatted(each.key()));
      }
    }
    try {
      changed(now, wanted);
      return Optional.empty();
    } catch (SpecException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static RunSpec changed(RunSpec now, List<Decision> wanted) {
    return new SpecReader()
        .override(now, wanted.stream().map(each -> each.key() + "=" + each.to()).toList());
  }

  /// The spec after a decision.
  public static RunSpec changed(RunSpec now, Decision wanted) {
    return changed(now, List.of(wanted));
  }

  /// Refuses controllers that could never decide anything in this run, or would see what they may
  /// not.
  ///
  /// @throws SpecException as one sentence
  public static void check(RunSpec spec) {
    Map<String, String> taken = new LinkedHashMap<>();
    for (ControllerSpec each : spec.controllers()) {
      String name = each.kind().name();
      for (String value : each.reads()) {
        if (List.of(value.split("\\.", -1)).contains(Probe.VALIDATION)) {
          throw new SpecException(
              ("controller is \"%s\", which reads %s; a controller may not see what the network"
                      + " does on examples that it is not trained on")
                  .formatted(name, value));
        }
      }
      for (String key : each.sets()) {
        String other = taken.putIfAbsent(key, name);
        if (other != null) {
          throw new SpecException(
              "controller is \"%s\" and \"%s\", which both set %s; leave one of them out"
                  .formatted(other, name, key));
        }
        if (!SpecReader.valuesOf(spec, List.of(key)).containsKey(key)) {
          throw new SpecException(
              "controller is \"%s\", which sets %s, and this spec has no such key; leave it out"
                  .formatted(name, key));
        }
      }
    }
  }
}
