package groklab.monitor.diagnosis;

import groklab.monitor.checkpoint.TensorHistory.SpectrumPair;
import groklab.monitor.checkpoint.WeightHistory;
import groklab.monitor.log.StepUnit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/// What the weights of a run say, in the light of what its log says.
///
/// @param history the numbers
/// @param sentences what each of them means for this run
/// @param notApplicable what does not apply or was left out, parts of one sentence
/// @param growth by which share the norm has grown since the training set was fit; negative = it
///     fell; empty = that cannot be told
/// @param isStill whether nothing moved between the last two checkpoints
public record WeightReading(
    WeightHistory history,
    List<String> sentences,
    List<String> notApplicable,
    OptionalDouble growth,
    boolean isStill) {
  /// Relative change of a norm that counts as one.
  static final double CHANGE = 0.02;

  /// Relative change of a rank or exponent that counts as one.
  private static final double SHIFT = 0.05;

  /// Relative distance between two checkpoints below which the weights stand still: that of
  /// rounding in float32 is 6e-8.
  private static final double STILL = 1e-6;

  private static final double CLOSE = 0.1;

  /// Between these exponents lie most trained layers (arXiv 2506.04434).
  private static final double ALPHA_LOW = 2;

  private static final double ALPHA_HIGH = 6;

  public WeightReading {
    sentences = List.copyOf(sentences);
    notApplicable = List.copyOf(notApplicable);
  }

  /// The one file, or else the folder of all.
  public Path path() {
    return history.checkpoints().size() == 1
        ? history.checkpoints().getFirst().file()
        : history.run();
  }

  /// Of a run without a log.
  public static WeightReading of(WeightHistory history) {
    return new Reader(history, Optional.empty(), history.unit()).reading();
  }

  /// @param diagnosis of the log
  /// @param unit what the steps of the log count
  public static WeightReading of(WeightHistory history, Diagnosis diagnosis, StepUnit unit) {
    return new Reader(history, Optional.of(diagnosis), unit).reading();
  }

  /// Collects the sentences.
  private static final class Reader {
    private final WeightHistory history;
    private final Optional<Diagnosis> diagnosis;
    private final boolean isSameUnit;
    private final WeightHistory.Part whole;
    private final int last;
    private final List<String> sentences = new ArrayList<>();
    private final List<String> not = new ArrayList<>();
    private OptionalDouble growth = OptionalDouble.empty();
    private boolean isStill;

    Reader(WeightHistory history, Optional<Diagnosis> diagnosis, StepUnit unit) {
      this.history = history;
      this.diagnosis = diagnosis;
      this.isSameUnit = unit == history.unit();
      if (!isSameUnit) {
        not.add(
            "the norm since the training set was fit: the log counts %s, the checkpoints %s"
                .formatted(unit.many(), history.unit().many()));
      }
      this.whole = history.whole();
      this.last = history.checkpoints().size() - 1;
    }

    WeightReading reading() {
      if (!Double.isFinite(whole.norms()[last])) {
        sentences.add(
            "Weights of the last checkpoint are not finite: the run has diverged, and nothing else"
                + " of them means anything.");
      } else if (last == 0) {
        not.add("movement of the weights: there is one checkpoint");
      } else {
        norm();
        distance();
        movement();
      }
      ranks();
      exponents();
      not.addAll(history.leftOut());
      return new WeightReading(history, sentences, not, growth, isStill);
    }

    private void norm() {
      int since = sinceFit();
      double change = whole.norms()[last] / whole.norms()[since] - 1;
      String went =
          "The norm of all weights went from %s at %s to %s at %s (%s)"
              .formatted(
                  number(whole.norms()[since]),
                  at(since),
                  number(whole.norms()[last]),
                  at(last),
                  percent(change));
      boolean fit = isFit();
      if (fit) {
        growth = OptionalDouble.of(change);
      }
      if (change < -CHANGE) {
        sentences.add(
            went
                + (fit && isOnPlateau()
                    ? ": since the training set was fit the weights move towards a smaller"
                        + " solution. That comes before grokking by weight decay; runs that never"
                        + " grok can show it too."
                    : ": something makes large weights cost, as weight decay does."));
      } else if (change > CHANGE) {
        sentences.add(
            went
                + (fit && isOnPlateau()
                    ? ": with the training set fit it still grows, so the loss outweighs whatever"
                        + " makes large weights cost."
                    : ": the loss outweighs whatever makes large weights cost."));
      } else {
        sentences.add(went + ": growth and decay are in balance.");
      }
    }

    private void distance() {
      double away = whole.relativeDistance();
      boolean isStart = history.step(0) == 0;
      String from =
          isStart
              ? "the weights of %s".formatted(at(0))
              : "the first checkpoint (%s, not the initialisation)".formatted(at(0));
      String meaning =
          isStart && away < CLOSE
              ? ": so close to its start a network mostly weighs the features it began with (lazy"
                  + " training)"
              : away > 1 ? ": little is left of them" : "";
      sentences.add(
          "Distance from %s: %s times the norm that they had then%s."
              .formatted(from, number(away), meaning));
    }

    private void movement() {
      double between = whole.moves()[last] / whole.norms()[last - 1];
      double now = history.updateRatio(last);
      if (between < STILL) {
        sentences.add(
            "Between %s and %s they moved %s of their norm: they stand still."
                .formatted(at(last - 1), at(last), number(between)));
        isStill = true;
        return;
      }
      double before = history.updateRatio(1);
      String slower =
          last > 1 && before > 0
              ? ", %s times the %s of the first interval"
                  .formatted(number(now / before), number(before))
              : "";
      sentences.add(
          "Between %s and %s they moved %s of their norm for each %s%s; what single steps move is"
                  .formatted(at(last - 1), at(last), number(now), history.unit().one(), slower)
              + " more, since they partly undo each other.");
    }

    private void ranks() {
      List<SpectrumPair> pairs = whole.spectra();
      if (pairs.isEmpty()) {
        not.add("ranks and spectra: there is no matrix with 10 rows and columns that was read");
        return;
      }
      double stable = median(pairs, each -> each.last().stableRank());
      double effective = median(pairs, each -> each.last().effectiveRank());
      if (last == 0) {
        sentences.add(
            "Median stable rank of %,d matrices: %s; effective rank: %s. What they mean shows over"
                    .formatted(pairs.size(), number(stable), number(effective))
                + " several checkpoints.");
        return;
      }
      double before = median(pairs, each -> each.first().stableRank());
      String meaning =
          stable < (1 - SHIFT) * before
              ? "the matrices lean on fewer directions than at first"
              : stable > (1 + SHIFT) * before
                  ? "the matrices use more directions than at first"
                  : "hardly changed since the first checkpoint";
      sentences.add(
          ("Median stable rank of %,d matrices: %s -> %s; effective rank: %s -> %s: %s. By itself"
                  + " that tells neither memorising nor generalising.")
              .formatted(
                  pairs.size(),
                  number(before),
                  number(stable),
                  number(median(pairs, each -> each.first().effectiveRank())),
                  number(effective),
                  meaning));
    }

    private void exponents() {
      List<SpectrumPair> pairs = whole.spectra();
      List<SpectrumPair> fitted = pairs.stream().filter(each -> each.alpha().isPresent()).toList();
      long random = pairs.stream().filter(each -> each.last().looksRandom()).count();
      if (fitted.isEmpty()) {
        if (!pairs.isEmpty()) {
          not.add(
              "alpha: of %,d matrices none has a power law of 50 eigenvalues that is not that of a"
                      .formatted(pairs.size())
                  + " random one");
        }
        return;
      }
      double now = median(fitted, each -> each.alpha().orElseThrow());
      String meaning =
          now < ALPHA_LOW
              ? "below 2, which is claimed to mark over-training (arXiv 2506.04434) and was also"
                  + " seen from the onset of grokking on (arXiv 2605.20441), so no verdict"
              : now > ALPHA_HIGH
                  ? "above 6, which random matrices reach too, so it says little"
                  : "between 2 and 6, where most trained layers lie";
      sentences.add(
          "Median exponent alpha of %,d of %,d matrices (%,d look random): %s, %s."
              .formatted(fitted.size(), pairs.size(), random, number(now), meaning));
    }

    /// The first checkpoint since the training set was fit, if there is another after it; else the
    /// first of all.
    private int sinceFit() {
      OptionalLong fit = fit();
      for (int i = 0; fit.isPresent() && i < last; i++) {
        if (history.step(i) >= fit.getAsLong()) {
          return i;
        }
      }
      return 0;
    }

    private boolean isFit() {
      OptionalLong fit = fit();
      return fit.isPresent() && history.step(sinceFit()) >= fit.getAsLong();
    }

    private OptionalLong fit() {
      return diagnosis
          .filter(_ -> isSameUnit)
          .map(each -> each.memorised().first())
          .orElse(OptionalLong.empty());
    }

    private boolean isOnPlateau() {
      return diagnosis
          .map(Diagnosis::condition)
          .filter(each -> each == Condition.MAY_GROK || each == Condition.ORDINARY_OVERFITTING)
          .isPresent();
    }

    private String at(int checkpoint) {
      return "%s %,d".formatted(history.unit().one(), history.step(checkpoint));
    }
  }

  private static double median(List<SpectrumPair> pairs, ToDoubleFunction<SpectrumPair> value) {
    double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  static String percent(double change) {
    String percent = String.format(Locale.ROOT, "%+.1f %%", 100 * change);
    return percent.equals("-0.0 %") ? "+0.0 %" : percent;
  }
}
