package groklab.measures.numerics;

import groklab.engine.kernel.DoubleMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds slingshots (thilak2022, arXiv 2206.04817) observation by observation, without looking
/// ahead: after memorisation, growth of ln‖W_out‖ above its running quantile for some observations
/// on end (a tenth of all is above the 90th percentile by definition), then within a window a
/// training loss above a multiple of the median of all earlier ones together with training errors,
/// then within a window a norm at rest. All three in this order make one; a loss spike alone, or
/// growth alone, makes none.
///
/// Observations need not be evenly spaced: growth is per step. Sparse ones miss spikes, which last
/// a few tens of steps. Steps at which the loss is in a spike do not enter the running median.
///
/// It keeps one number per observation for the quantile and one for the median; an observation
/// costs a binary search and an insertion.
public final class SlingshotDetector {
  private enum Stage {
    WATCHING,
    GROWN,
    SPIKING,
    SETTLING
  }

  private final SlingshotRule rule;
  private final List<Double> rates = new ArrayList<>(); // sorted
  private final List<Double> losses = new ArrayList<>(); // sorted
  private boolean memorised;
  private @Nullable Observation before;

  private Stage stage = Stage.WATCHING;
  private int waited;
  private int fastRun;
  private long fastFrom;
  private double fastRate;
  private long growthFrom;
  private double growthRate;
  private long spikeStep;
  private double spikeLoss;
  private double medianLoss;
  private double validationBefore;

  public SlingshotDetector(SlingshotRule rule) {
    this.rule = rule;
  }

  /// One probe of a run.
  ///
  /// @param step above that of the observation before
  /// @param lastLayerNorm ‖W_out‖, above 0
  /// @param trainLoss finite or not; an infinite or NaN loss counts as a spike
  /// @param trainAccuracy 0 to 1
  /// @param validationAccuracy 0 to 1, NaN if there is none
  public record Observation(
      long step,
      double lastLayerNorm,
      double trainLoss,
      double trainAccuracy,
      double validationAccuracy) {}

  /// Takes the next observation.
  ///
  /// @return the slingshot that this observation completes
  public Optional<Slingshot> accept(Observation now) {
    Observation last = before;
    if (last != null && now.step <= last.step) {
      throw new IllegalArgumentException(
          "step %d after step %d; expected ascending steps".formatted(now.step, last.step));
    }
    if (!(now.lastLayerNorm > 0 && Double.isFinite(now.lastLayerNorm))) {
      throw new IllegalArgumentException(
          "a last layer of norm %s; expected a positive number".formatted(now.lastLayerNorm));
    }
    before = now;
    memorised |= now.trainAccuracy >= rule.memorised();
    if (!memorised || last == null) {
      return Optional.empty();
    }
    double rate =
        (DoubleMath.log(now.lastLayerNorm) - DoubleMath.log(last.lastLayerNorm))
            / (now.step - last.step);
    boolean enough = rates.size() >= rule.history();
    boolean fast = enough && rate > 0 && rate > quantile(rates, rule.growthQuantile());
    boolean high = enough && isHigh(now.trainLoss);
    Optional<Slingshot> completed = advance(now, last, rate, fast, high);
    insert(rates, rate);
    if (!high && Double.isFinite(now.trainLoss)) {
      insert(losses, now.trainLoss);
    }
    return completed;
  }

  private boolean isHigh(double loss) {
    return !(loss <= rule.spikeFactor() * quantile(losses, 0.5));
  }

  private Optional<Slingshot> advance(
      Observation now, Observation last, double rate, boolean fast, boolean high) {
    if (fast) {
      fastFrom = fastRun == 0 ? last.step : fastFrom;
      fastRate = fastRun == 0 ? rate : Math.max(fastRate, rate);
      fastRun++;
    } else {
      fastRun = 0;
    }
    boolean spike = high && now.trainAccuracy < 1;
    switch (stage) {
      case WATCHING, GROWN -> {
        boolean growing = fastRun >= rule.growthRun();
        if (growing) {
          growthFrom = fastFrom;
          growthRate = fastRate;
          enter(Stage.GROWN);
        }
        if (stage == Stage.GROWN && spike) {
          beginSpike(now, last);
        } else if (!growing && ++waited > rule.window()) {
          enter(Stage.WATCHING);
        }
      }
      case SPIKING -> {
        if (!high) {
          enter(Stage.SETTLING);
          return settle(now, rate);
        }
        if (!(now.trainLoss <= spikeLoss)) {
          spikeStep = now.step;
          spikeLoss = now.trainLoss;
        }
      }
      case SETTLING -> {
        return settle(now, rate);
      }
    }
    return Optional.empty();
  }

  private void beginSpike(Observation now, Observation last) {
    spikeStep = now.step;
    spikeLoss = now.trainLoss;
    medianLoss = quantile(losses, 0.5);
    validationBefore = last.validationAccuracy;
    enter(Stage.SPIKING);
  }

  private Optional<Slingshot> settle(Observation now, double rate) {
    if (Math.abs(rate) < rule.plateauShare() * growthRate) {
      enter(Stage.WATCHING);
      return Optional.of(
          new Slingshot(
              growthFrom,
              growthRate,
              spikeStep,
              spikeLoss,
              medianLoss,
              now.step,
              validationBefore,
              now.validationAccuracy));
    }
    if (++waited > rule.window()) {
      enter(Stage.WATCHING);
    }
    return Optional.empty();
  }

  private void enter(Stage next) {
    stage = next;
    waited = 0;
  }

  /// The value at position ⌊q·size⌋ of the sorted ones; NaN of none, which nothing exceeds.
  private static double quantile(List<Double> sorted, double q) {
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (q * sorted.size()));
  }

  private static void insert(List<Double> sorted, double value) {
    int at = Collections.binarySearch(sorted, value);
    sorted.add(at < 0 ? -at - 1 : at, value);
  }
}
