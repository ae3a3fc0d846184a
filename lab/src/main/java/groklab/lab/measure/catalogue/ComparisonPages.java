package groklab.lab.measure.catalogue;

import groklab.lab.measure.MeasureGroup;
import groklab.lab.measure.MeasurePage;

/// The pages of the measures that compare two steps of a run.
final class ComparisonPages {
  private ComparisonPages() {}

  static final MeasurePage UPDATE_RATIO =
      MeasurePage.of(
              MeasureGroup.WEIGHTS,
              "weights.updateRatio",
              "Update-to-weight ratio: movement per step since the checkpoint before, total and per"
                  + " tensor")
          .records("weights.updateRatio", "of all parameters together")
          .records(
              "weights.updateRatio.TENSOR",
              "of one tensor; infinite, or NaN where nothing moved, if it was 0, as biases are at"
                  + " step 0")
          .formula("‖w_t − w_s‖/((t − s)·‖w_s‖), s the step of the checkpoint before that of t")
          .shapes("every parameter tensor, whatever its shape")
          .normalisation("per step and relative to the earlier weights")
          .logarithm("none; its authors plot the logarithm of the ratio")
          .cost("reading every parameter of two checkpoints")
          .reading(
              "largest while the network memorises (nanda2023, seed 1: 8·10⁻³ per step), then falls"
                  + " with the training loss",
              "larger than on the plateau over ways of like length (same run: 2.2·10⁻⁴ from step"
                  + " 4,096 to 7,433, 1.5·10⁻⁴ from 2,048 to 4,096)",
              "falls again (3.8·10⁻⁵ from 8,192 to 15,782, the weights going to and fro)")
          .misleads(
              "It is the straight way between two checkpoints and so at most the mean ratio of the"
                  + " single steps: equal to it where checkpoints are one step apart, and far below"
                  + " where the weights go to and fro. With checkpoints at powers of two, later"
                  + " values are of ever longer ways: compare values of equal distances"
                  + " (checkpoints.every)")
          .source("arXiv 2507.20057 (effective learning rate)")
          .build();

  static final MeasurePage FINAL_KEYS =
      MeasurePage.of(
              MeasureGroup.FOURIER,
              "fourier.finalKeys",
              "Restricted and excluded loss with the key frequencies of the last checkpoint")
          .records(
              "fourier.finalKeys", "how many key frequencies the last checkpoint has; 0 = none")
          .records("fourier.finalKeys.restrictedLoss", "as fourier.restrictedLoss")
          .records("fourier.finalKeys.restrictedLoss.test", "as fourier.restrictedLoss.test")
          .records("fourier.finalKeys.excludedLoss", "as fourier.excludedLoss")
          .records("fourier.finalKeys.excludedLoss.allKeys", "as fourier.excludedLoss.allKeys")
          .formula(
              "those of fourier.restrictedLoss and fourier.excludedLoss, the set of keys k being"
                  + " that of the last checkpoint for every step (groklab explain"
                  + " fourier.keyFrequencies)")
          .shapes("logits `[m², m]` of all cells, as for fourier.restrictedLoss")
          .normalisation("per cell")
          .logarithm("natural")
          .cost(
              "as fourier.restrictedLoss and fourier.excludedLoss, and the last checkpoint's"
                  + " logits")
          .reading(
              "restricted near ln m; excluded near the training loss",
              "restricted falls smoothly (nanda2023, seed 1: 4.7, 4.1, 3.4, 2.1, 0.4 at steps 256,"
                  + " 512, ..., 4,096), long before the validation loss does (22 at 2,048);"
                  + " excluded without all keys rises from 6·10⁻⁴ at 1,024 to 1.7 at 4,096",
              "restricted at or below the validation loss, excluded far above the training loss")
          .misleads(
              "It knows the end of the run: no forecast can be made of it, and of a run that is not"
                  + " over the \"last\" network is only the newest. A network that never"
                  + " generalised has no keys, and then restricted is the loss of the class means"
                  + " and excluded the training loss. The rule for keys is ours, by the logits; the"
                  + " paper names as keys the frequencies that tuned neurons have"
                  + " (fourier.neuronFve.clusters)")
          .source("arXiv 2301.05217, section 5.1 and its code")
          .build();

  static final MeasurePage BARRIER =
      MeasurePage.of(
              MeasureGroup.LANDSCAPE,
              "landscape.barrier",
              "The losses on the straight line from the checkpoint before to this one")
          .records(
              "SET.barrier",
              "the largest excess of the loss over the straight line between its end values")
          .records("SET.barrier.aboveMean", "largest loss less the mean of the end values")
          .records(
              "SET.barrier.aboveHigherEnd",
              "largest loss less the higher end: what a path from either end must climb")
          .records(
              "SET.barrier.at",
              "where the largest excess is, from 0 (checkpoint before) to 1 (this one); 0 if there"
                  + " is none")
          .records("SET.barrier.loss.N", "the loss at N per cent of the way, N = 0, 10, ..., 100")
          .formula(
              "max_a [L((1 − a)·w_s + a·w_t) − (1 − a)·L(w_s) − a·L(w_t)] over a = 0, 0.1, ..., 1,"
                  + " s the step of the checkpoint before that of t; L is the mean loss on the set,"
                  + " in float64, without weight decay and dropout")
          .shapes("w: all weights")
          .normalisation("of the mean loss; at least 0 (aboveMean: at least 0 too)")
          .logarithm("none")
          .cost("11 evaluations of the loss with its gradient on each set, in float64")
          .reading(
              "while the network memorises, above the line but below the higher end; on the plateau"
                  + " next to 0 (nanda2023, seed 1: 1.3·10⁻⁵ at most)",
              "a hill of the training loss between checkpoints on both sides of the cleanup,"
                  + " although it is next to 0 at both ends (same run: 0.98 from step 4,096 to"
                  + " 7,433): the two solutions are apart",
              "next to 0 again (2·10⁻⁷): both ends are in one basin")
          .misleads(
              "Of 11 points; a hill that is narrower is not seen. The longer the way, the higher"
                  + " the hills: no barrier between neighbours does not mean none between the ends"
                  + " of the run (the dashboard draws one from the memorising to the last weights)."
                  + " A loss that sags along the line has no barrier, however deep it falls between"
                  + " the ends, and one that falls late has one without any hill: for that look at"
                  + " aboveHigherEnd")
          .source("arXiv 1412.6544 (the line); arXiv 1912.05671 (aboveMean: instability)")
          .build();
}
