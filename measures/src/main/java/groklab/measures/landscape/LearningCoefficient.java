package groklab.measures.landscape;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import java.util.Arrays;
import java.util.stream.IntStream;

/// An estimate of the local learning coefficient at weights w* (Lau et al., arXiv 2308.12108): λ̂ =
/// nβ (E[L(w)] − L(w*)), w from p(w) ∝ exp(−nβ L(w) − (γ/2)‖w − w*‖²) by stochastic gradient
/// Langevin dynamics,
///
///     w ← w − (ε/2)(nβ ∇L_batch(w) + γ(w − w*) + λ_wd w) + √ε N(0, I).
///
/// As in devinterp, a draw records the minibatch loss *before* its step, so that the first draw
/// without burn-in is the start. A negative value is shown as it is: w* is then no minimum of the
/// sampled loss. Look at `losses` before believing a number: a chain that wandered above the loss
/// of guessing ([#chainsAbove]) did not sample the neighbourhood of w*.
///
/// @param mean mean of the chains' estimates; NaN if one diverged
/// @param standardDeviation over chains, divisor chains − 1; NaN for one chain
/// @param perChain nβ (mean draw − L(w*)) of each chain; NaN for one that diverged
/// @param initialLoss L(w*)
/// @param nBeta nβ, without which the number means nothing
/// @param losses chains × draws: the loss trace; NaN from where a chain diverged
public record LearningCoefficient(
    double mean,
    double standardDeviation,
    double[] perChain,
    double initialLoss,
    double nBeta,
    Matrix losses) {

  /// Estimates the coefficient.
  ///
  /// Cost: chains·(burnIn + draws·stepsBetweenDraws) minibatch gradients and as many normal numbers
  /// per weight, plus one pass over the examples for L(w*).
  ///
  /// Minibatches are the consecutive runs of a fresh random order of the examples in each epoch; a
  /// remainder smaller than a batch is left out, so that every batch has the size that nβ was
  /// chosen for. The full batch keeps the examples' order.
  ///
  /// @param examples how many training examples there are; at least the batch size
  public static LearningCoefficient estimate(
      BatchLossGradient loss, double[] weights, int examples, SgldSettings settings, long seed) {
    if (settings.batchSize() > examples) {
      throw new IllegalArgumentException(
          "batches of %d from %d examples; expected at most as many as there are examples"
              .formatted(settings.batchSize(), examples));
    }
    double initial =
        loss.at(weights, IntStream.range(0, examples).toArray(), new double[weights.length]);
    double[] losses = new double[settings.chains() * settings.draws()];
    double[] perChain = new double[settings.chains()];
    for (int c = 0; c < perChain.length; c++) {
      double[] draws = new Chain(loss, weights, examples, settings, seed, c).run();
      System.arraycopy(draws, 0, losses, c * draws.length, draws.length);
      perChain[c] = settings.nBeta() * (Numbers.mean(draws) - initial);
    }
    double mean = Numbers.mean(perChain);
    return new LearningCoefficient(
        mean,
        standardDeviation(perChain, mean),
        perChain,
        initial,
        settings.nBeta(),
        new Matrix(settings.chains(), settings.draws(), losses));
  }

  /// The chains whose mean loss is not below a loss (ln C, say, which guessing among C classes
  /// has), and those that diverged.
  public int[] chainsAbove(double chanceLoss) {
    return IntStream.range(0, perChain.length)
        .filter(c -> !(initialLoss + perChain[c] / nBeta < chanceLoss))
        .toArray();
  }

  /// The estimate from the later half of the draws less that from the earlier half. Far from 0
  /// against the standard deviation: the chains have not settled.
  public double drift() {
    int half = losses.cols() / 2;
    double early = 0;
    double late = 0;
    for (int c = 0; c < losses.rows(); c++) {
      for (int d = 0; d < half; d++) {
        early += losses.get(c, d);
        late += losses.get(c, losses.cols() - half + d);
      }
    }
    return nBeta * (late - early) / ((double) half * losses.rows());
  }

  private static double standardDeviation(double[] values, double mean) {
    return Math.sqrt(Numbers.squaresAround(mean, values) / (values.length - 1));
  }

  /// One chain of the sampler.
  private static final class Chain {
    private final BatchLossGradient loss;
    private final double[] start;
    private final int examples;
    private final SgldSettings settings;
    private final RandomStream noise;
    private final RandomStream batches;
    private int[] order = {};
    private final int[] rows;

    Chain(
        BatchLossGradient loss,
        double[] start,
        int examples,
        SgldSettings settings,
        long seed,
        int number) {
      this.loss = loss;
      this.start = start;
      this.examples = examples;
      this.settings = settings;
      this.noise = RandomStream.of(seed, "landscape.sgld.noise." + number);
      this.batches = RandomStream.of(seed, "landscape.sgld.batches." + number);
      this.rows = IntStream.range(0, settings.batchSize()).toArray();
    }

    double[] run() {
      double[] draws = new double[settings.draws()];
      Arrays.fill(draws, Double.NaN);
      double[] w = start.clone();
      double[] gradient = new double[w.length];
      long steps = settings.burnIn() + (long) settings.draws() * settings.stepsBetweenDraws();
      for (long step = 0; step < steps; step++) {
        takeBatch(step);
        double value = loss.at(w, rows, gradient);
        if (!Double.isFinite(value)) {
          return draws;
        }
        long since = step - settings.burnIn();
        if (since >= 0 && since % settings.stepsBetweenDraws() == 0) {
          draws[(int) (since / settings.stepsBetweenDraws())] = value;
        }
        move(w, gradient, noise.at(step));
      }
      return draws;
    }

    private void takeBatch(long step) {
      if (rows.length == examples) {
        return; // the full batch keeps its order
      }
      int perEpoch = examples / rows.length;
      int position = (int) (step % perEpoch);
      if (position == 0) {
        order = batches.at(step / perEpoch).permutation(examples);
      }
      System.arraycopy(order, position * rows.length, rows, 0, rows.length);
    }

    private void move(double[] w, double[] gradient, RandomStream normals) {
      double half = 0.5 * settings.stepSize();
      double root = Math.sqrt(settings.stepSize());
      for (int i = 0; i < w.length; i++) {
        double pull =
            settings.nBeta() * gradient[i]
                + settings.localization() * (w[i] - start[i])
                + settings.weightDecay() * w[i];
        w[i] += root * normals.normal(i) - half * pull;
      }
    }
  }
}
