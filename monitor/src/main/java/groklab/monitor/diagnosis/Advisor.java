package groklab.monitor.diagnosis;

import groklab.monitor.diagnosis.Advice.Cited;
import groklab.monitor.log.StepUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What to try, the likeliest first. A rule for each condition: what the literature says helps,
/// with the claim of the catalog where we have run it.
public final class Advisor {
  /// Times T_mem that a run should be given before it is judged.
  private static final int PATIENCE = Plateau.EARLY;

  /// Where the range begins and ends in which most of the literature's runs grok.
  private static final double USUAL_DECAY = 0.1;

  private static final double MUCH_DECAY = 1;

  private static final String REPRODUCED = "reproduced";

  private static final Cited COST_OF_NORM =
      new Cited("varma2023", "no-decay-no-grokking", REPRODUCED);
  private static final Cited DECAY_UNLEARNS = new Cited("doshi2023", "inversion", REPRODUCED);
  private static final Cited TOO_MUCH = new Cited("doshi2023", "forgetting", REPRODUCED);
  private static final Cited MORE_DATA = new Cited("liu2022", "critical-share", REPRODUCED);
  private static final Cited LATE = new Cited("merrill2023", "late", REPRODUCED);

  private Advisor() {}

  /// @param question what is known of the run besides its log
  /// @param weights of its checkpoints, which can change the order; empty = none were found
  public static List<Advice> of(
      Diagnosis diagnosis, Question question, StepUnit unit, Optional<WeightReading> weights) {
    List<Advice> all = new ArrayList<>(of(diagnosis, question, unit));
    Advice decay = decay(question);
    weights
        .map(WeightReading::growth)
        .filter(growth -> growth.orElse(0) > WeightReading.CHANGE && all.remove(decay))
        .ifPresent(growth ->
            all.addFirst(
                new Advice(
                    "The norm of the weights still grows (%s since the training set was fit). %s"
                        .formatted(WeightReading.percent(growth.orElseThrow()), decay.text()),
                    decay.claims())));
    if (weights.filter(WeightReading::isStill).isPresent() && isOpen(diagnosis.condition())) {
      all.addFirst(
          new Advice(
              "Raise the learning rate, or end its decay: the weights stand still between the last"
                  + " two checkpoints, so going on as it is changes nothing.",
              List.of()));
    }
    return all;
  }

  /// Whether something is expected of going on.
  private static boolean isOpen(Condition condition) {
    return switch (condition) {
      case MAY_GROK, ORDINARY_OVERFITTING, GROKKING_NOW, STILL_LEARNING, NOT_LEARNING -> true;
      case GROKKED,
          GENERALISED_AT_ONCE,
          GENERALISED_SLOWLY,
          GENERALISED,
          UN_GROKKING,
          DIVERGED,
          NUMERICAL_COLLAPSE,
          SLINGSHOTS,
          UNKNOWN ->
          false;
    };
  }

  /// By its log alone.
  public static List<Advice> of(Diagnosis diagnosis, Question question, StepUnit unit) {
    return switch (diagnosis.condition()) {
      case MAY_GROK -> plateau(diagnosis, question, unit);
      case ORDINARY_OVERFITTING -> overfitted(diagnosis, question, unit);
      case GROKKING_NOW ->
          List.of(new Advice("Go on: change nothing while validation rises.", List.of(LATE)));
      case GROKKED, GENERALISED_AT_ONCE, GENERALISED_SLOWLY, GENERALISED ->
          List.of(
              new Advice(
                  "Keep this checkpoint, and stop or go on with the same settings; watch that"
                      + " validation stays.",
                  List.of(TOO_MUCH)));
      case UN_GROKKING ->
          List.of(
              new Advice(
                  "Go back to the checkpoint before the loss; then a smaller learning rate or less"
                      + " weight decay.",
                  List.of(TOO_MUCH)));
      case DIVERGED ->
          List.of(
              new Advice(
                  "Go back to the last checkpoint with a finite loss, with a third of the learning"
                      + " rate, a warm-up, or clipped gradients.",
                  List.of()));
      case NUMERICAL_COLLAPSE ->
          List.of(
              new Advice(
                  "Compute the loss in a higher precision (float32 or float64 of the logits), or"
                      + " use StableMax or weight decay against growing logits; costs little.",
                  List.of()));
      case SLINGSHOTS ->
          List.of(
              new Advice(
                  "A larger epsilon of Adam or a smaller learning rate ends the spikes; some"
                      + " networks generalise by them, so keep a copy that goes on.",
                  List.of()));
      case NOT_LEARNING ->
          List.of(
              new Advice(
                  "Find what keeps the training set from being fit first: learning rate (a third,"
                      + " three times), labels, size of the network, too much weight decay.",
                  List.of(TOO_MUCH)));
      case STILL_LEARNING ->
          List.of(
              new Advice("Go on: the training set is not fit yet or validation moves.", List.of()));
      case UNKNOWN -> List.of();
    };
  }

  private static List<Advice> plateau(Diagnosis diagnosis, Question question, StepUnit unit) {
    List<Advice> all = new ArrayList<>();
    OptionalLong fit = diagnosis.memorised().first();
    if (fit.isPresent()) {
      long usual = PATIENCE * Math.max(1, fit.getAsLong());
      long now =
          Math.round(diagnosis.plateau().map(Plateau::length).orElse(1.0) * usual / PATIENCE);
      all.add(
          new Advice(
              now < usual
                  ? "Go on as it is, to %s %,d (%d times T_mem) at least; costs the steps alone."
                      .formatted(unit.one(), usual, PATIENCE)
                  : ("Go on as it is, to %s %,d (twice as long as now) at least; costs the steps"
                          + " alone.")
                      .formatted(unit.one(), 2 * now),
              List.of(LATE)));
    }
    all.add(decay(question));
    all.add(data());
    all.add(search());
    all.add(labels());
    return all;
  }

  /// Runs have been called so on their plateau that generalised later.
  private static List<Advice> overfitted(Diagnosis diagnosis, Question question, StepUnit unit) {
    List<Advice> all = new ArrayList<>();
    diagnosis.best().ifPresent(best -> all.add(earlier(diagnosis, best, unit)));
    all.add(data());
    all.add(decay(question));
    all.add(search());
    all.add(labels());
    all.add(
        new Advice(
            "Where steps are cheap, let a copy go on to ten times as long and ask again: from a"
                + " plateau it cannot be told for certain that nothing comes.",
            List.of(LATE)));
    return all;
  }

  private static Advice earlier(Diagnosis diagnosis, Best best, StepUnit unit) {
    return new Advice(
        ("Where a network is needed now, take the checkpoint of %s %,d: validation was best there,"
                    + " %s.")
                .formatted(
                    unit.one(), best.step(), diagnosis.criterion().criterion().number(best.value()))
            + " To get beyond it: regularise (decay, dropout, augmented data), or wait.",
        List.of());
  }

  private static Advice decay(Question question) {
    return new Advice(
        decay(question.weightDecay().orElse(Double.NaN)) + " Too much, and it forgets.",
        List.of(COST_OF_NORM, DECAY_UNLEARNS, TOO_MUCH));
  }

  /// @param known NaN = not known
  private static String decay(double known) {
    if (Double.isNaN(known)) {
      return "Where its weight decay is below what is usual in grokking (AdamW, 0.1 to 1), raise it"
          + " by three to ten times.";
    }
    if (known == 0) {
      return "Give it weight decay (AdamW, 0.1 to 1): without a cost of large weights nothing pulls"
          + " it off the memorising solution.";
    }
    if (known >= MUCH_DECAY) {
      return ("A weight decay of %s is at or above what is usual in grokking (AdamW, 0.1 to 1): try"
              + " copies with half and with twice as much rather than a larger step.")
          .formatted(BigDecimal.valueOf(known).stripTrailingZeros().toPlainString());
    }
    if (known >= USUAL_DECAY) {
      return "Raise the weight decay by two to three times (AdamW; usual in grokking: 0.1 to 1).";
    }
    return "Raise the weight decay by three to ten times (AdamW; usual in grokking: 0.1 to 1).";
  }

  /// What the court of accelerators says for a baseline that was tuned.
  private static Advice search() {
    return new Advice(
        "Before anything that is published to bring generalisation forward, search learning rate"
            + " and weight decay together: some short copies of the run, all of the same budget.",
        List.of(),
        List.of(
            new Advice.Compared(
                "docs/court.md",
                "on three small tasks eight settings of AdamW's two keys brought it on in 1.9 to"
                    + " 3.1 times fewer steps, and no published method was ahead of that on all"
                    + " three")));
  }

  /// A curve looks the same over labels that follow from nothing.
  private static Advice labels() {
    return new Advice(
        "Make sure that the answers follow from the inputs: random and wrong labels are fit just"
            + " as well, and nothing comes of them. What a table of examples lets one know without"
            + " a network, groklab precheck says.",
        List.of());
  }

  private static Advice data() {
    return new Advice(
        "Train on more distinct examples: below a critical share of the data the general solution"
            + " is not determined, above it the delay shrinks.",
        List.of(MORE_DATA));
  }
}
