package groklab.monitor.diagnosis;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting;
import groklab.lab.probe.Probe;
import groklab.monitor.log.StepUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// The sentences behind a condition.
final class Reasons {
  private final Facts facts;

  /// What was seen of a run by one set.
  record Facts(
      StepUnit unit,
      RunCriterion criterion,
      List<Probe> probes,
      Crossing memorised,
      Crossing generalised,
      List<PhaseSpan> phases,
      List<Sighting> sightings,
      Standing standing) {}

  Reasons(Facts facts) {
    this.facts = facts;
  }

  List<String> of(Condition condition, Optional<Plateau> plateau) {
    List<String> sentences = new ArrayList<>();
    switch (condition) {
      case UNKNOWN -> sentences.add(unknown());
      case DIVERGED -> sentences.add("Last training loss: %s.".formatted(last(Probe.TRAIN_LOSS)));
      case NUMERICAL_COLLAPSE ->
          sentences.add(
              "The last training losses are exactly 0: the softmax has rounded to 1 in the"
                  + " precision of the loss (arXiv 2501.04697).");
      case SLINGSHOTS ->
          facts.sightings.stream()
              .filter(each ->
                  each.kind() == Sighting.Kind.LOSS_SPIKES
                      || each.kind() == Sighting.Kind.SLINGSHOT)
              .findFirst()
              .ifPresent(each -> sentences.add(sentence(each.because().sentence())));
      case GROKKED,
          GENERALISED_AT_ONCE,
          GENERALISED_SLOWLY,
          GENERALISED,
          GROKKING_NOW,
          UN_GROKKING,
          STILL_LEARNING,
          NOT_LEARNING,
          MAY_GROK,
          ORDINARY_OVERFITTING ->
          phase(sentences);
    }
    times(sentences);
    facts.sightings.stream()
        .filter(each -> each.kind() == Sighting.Kind.STANDSTILL)
        .findFirst()
        .ifPresent(each ->
            sentences.add(
                ("The phase at %s %,d was named before its end was known; in hindsight it was a"
                        + " plateau, see standstill.")
                    .formatted(facts.unit.one(), each.step())));
    plateau.ifPresent(each -> sentences.addAll(each.sentences(facts.unit)));
    if (condition == Condition.ORDINARY_OVERFITTING) {
      lowestLoss().ifPresent(sentences::add);
    }
    if (condition == Condition.NOT_LEARNING) {
      sentences.add(
          ("A network that is still before its first progress looks the same; what comes after"
                  + " %s %,d these curves do not tell.")
              .formatted(facts.unit.one(), facts.probes.getLast().step()));
    }
    facts.criterion.criterion().caveats().forEach(each -> sentences.add(sentence(each)));
    return sentences;
  }

  private String unknown() {
    int points = facts.probes.size();
    if (points < 3) {
      return "The log has %d points; three are the least.".formatted(points);
    }
    if (facts.memorised.first().isPresent() && isMeasured(Probe.VALIDATION)) {
      return ("The training set was fit by %s %,d, and fewer than %d points of validation follow:"
              + " too few to tell what comes.")
          .formatted(facts.unit.one(), facts.memorised.first().getAsLong(), Plateau.FEWEST);
    }
    if (isMeasured(Probe.VALIDATION)) {
      return ("The training set is not fit and gets no better over %d points: too few to say that"
              + " it does not learn; %d are the least.")
          .formatted(points, Diagnoser.FEW);
    }
    return "Without a validation series it cannot be told what the network does on unseen data.";
  }

  private boolean isMeasured(String set) {
    return facts.probes.stream().anyMatch(each -> facts.criterion.isMeasured(each, set));
  }

  /// The evidence of a phase is that of its beginning, so where things stand now is said beside it.
  private void phase(List<String> sentences) {
    PhaseSpan last = facts.phases.getLast();
    sentences.add(
        "At %s %,d, where the phase \"%s\" begins: %s"
                .formatted(
                    facts.unit.one(),
                    last.step(),
                    last.phase().label(),
                    facts.unit.named(last.because().sentence().replaceAll("\\.$", "")))
            + ".");
    sentences.add(
        "Now, at %s %,d: %s."
            .formatted(
                facts.unit.one(),
                facts.probes.getLast().step(),
                facts.standing.words(facts.criterion.criterion())));
  }

  /// Where somebody who stops early would have stopped; empty = the validation loss is as low as
  /// ever, or was not logged.
  private Optional<String> lowestLoss() {
    List<Probe> measured =
        facts.probes.stream()
            .filter(each -> Double.isFinite(each.valueOrNaN(Probe.VALIDATION_LOSS)))
            .toList();
    ToDoubleFunction<Probe> loss = each -> each.value(Probe.VALIDATION_LOSS);
    return measured.stream()
        .min(Comparator.comparingDouble(loss))
        .filter(each -> loss.applyAsDouble(each) < loss.applyAsDouble(measured.getLast()))
        .map(each ->
            String.format(
                Locale.ROOT,
                "The validation loss was lowest, %.4g, at %s %,d; now it is %.4g.",
                loss.applyAsDouble(each),
                facts.unit.one(),
                each.step(),
                loss.applyAsDouble(measured.getLast())));
  }

  private void times(List<String> sentences) {
    if (!facts.probes.isEmpty()) {
      sentences.add(
          "The training set was %s; the validation set was %s (thresholds: %s and %s)."
              .formatted(
                  at(Probe.TRAIN, facts.memorised.first()),
                  at(Probe.VALIDATION, facts.generalised.first()),
                  facts.criterion.criterion().number(facts.criterion.thresholds().train()),
                  facts.criterion.criterion().number(facts.criterion.thresholds().validation())));
    }
  }

  private String at(String set, OptionalLong step) {
    if (!isMeasured(set)) {
      return "not measured";
    }
    return step.isPresent()
        ? "at its threshold by %s %,d".formatted(facts.unit.one(), step.getAsLong())
        : "not there by %s %,d".formatted(facts.unit.one(), facts.probes.getLast().step());
  }

  private String last(String measure) {
    return facts.probes.reversed().stream()
        .filter(each -> each.values().containsKey(measure))
        .findFirst()
        .map(each -> String.format(Locale.ROOT, "%.4g", each.value(measure)))
        .orElse("not a number");
  }

  /// With a capital and a full stop.
  static String sentence(String text) {
    String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return capital.endsWith(".") ? capital : capital + ".";
  }
}
