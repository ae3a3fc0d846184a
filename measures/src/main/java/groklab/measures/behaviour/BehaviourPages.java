package groklab.measures.behaviour;

import static groklab.measures.behaviour.BehaviourMeasures.page;

import groklab.lab.measure.MeasurePage;

/// The pages of the measures of behaviour.
final class BehaviourPages {
  private static final String OUTPUTS =
      "outputs z `[examples · scored positions, classes]`, p = softmax(z) of each row, t the"
          + " target";
  private static final String SHARED = "one forward pass of all examples, shared by the group";

  private BehaviourPages() {}

  static final MeasurePage LOSS =
      page("loss", "How far the outputs are from the targets, as training counts it")
          .records("SET.loss", "mean over the scored positions of the set")
          .formula(
              "mean of −ln p_t, in float64; under mean squared error the mean of (z_c − onehot_c)²"
                  + " over positions and classes")
          .shapes(OUTPUTS)
          .normalisation("per scored position; ln C for uniform guessing among C classes")
          .logarithm("natural")
          .cost(SHARED)
          .reading(
              "train loss falls; validation loss rises far above chance while the network"
                  + " memorises",
              "validation loss passes its peak before accuracy moves; the peak says how confident"
                  + " the wrong answers are",
              "both go on falling, in float32 until rounding stops them")
          .misleads(
              "Unbounded: a few confident errors hide slow progress, for which see the Brier score."
                  + " Always float64 here, whatever precision the run trains its loss in")
          .source("arXiv 2201.02177")
          .taken(MeasurePage.Taken.ALWAYS)
          .build();

  static final MeasurePage ACCURACY =
      page("accuracy", "Share of right answers")
          .records(
              "SET.accuracy", "share of the set's examples of which every scored position is right")
          .formula(
              "mean of 1[argmax_c z_c = t at every scored position]; ties count for the lower"
                  + " class")
          .shapes(OUTPUTS)
          .normalisation("in [0, 1]; about 1/C by chance")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "train accuracy reaches 1, validation accuracy stays near chance",
              "validation accuracy jumps",
              "both near 1")
          .misleads(
              "A cliff in accuracy may be a ramp in loss: read it beside the loss, the Brier score"
                  + " and the margin")
          .source("arXiv 2201.02177; arXiv 2304.15004 for the cliff")
          .taken(MeasurePage.Taken.ALWAYS)
          .build();

  static final MeasurePage BRIER =
      page("brier", "Squared distance of the probabilities from the truth")
          .records("SET.brier", "mean over the scored positions of the set")
          .formula(
              "mean of Σ_c (p_c − onehot_c)²; under mean squared error of the outputs themselves")
          .shapes(OUTPUTS)
          .normalisation("0 perfect, 1 − 1/C uniform guessing, 2 confident and wrong")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "validation score rises towards 2 as memorising makes the network sure of wrong"
                  + " answers",
              "falls, often before accuracy moves",
              "near 0")
          .misleads("Bounded, so it saturates: between sure and surer it sees no difference")
          .source("Brier 1950, Monthly Weather Review 78")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage MARGIN =
      page("margin", "By how much the right output leads")
          .records("SET.margin", "mean over the scored positions of the set")
          .formula("mean of z_t − max_{c ≠ t} z_c")
          .shapes(OUTPUTS)
          .normalisation("none; in the network's own units, positive where the answer is right")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "positive on the training set, negative on the validation set",
              "the validation margin rises through zero where accuracy jumps",
              "both positive; weight decay holds them")
          .misleads("Its size grows with the weights: compare runs with care")
          .source("arXiv 2311.18817")
          .taken(MeasurePage.Taken.BY_DEFAULT)
          .build();

  static final MeasurePage PROBABILITY =
      page("probability", "Mean probability of the right answer")
          .records("SET.probability", "mean over the scored positions of the set")
          .formula("mean of p_t")
          .shapes(OUTPUTS)
          .normalisation("in [0, 1]; 1/C for uniform guessing")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "1 on the training set, below 1/C on the validation set while wrong answers are"
                  + " confident",
              "rises smoothly where accuracy jumps",
              "near 1")
          .misleads(
              "A mean of a distribution with two heaps, sure and right or sure and wrong, in the"
                  + " transition")
          .source("arXiv 2304.15004")
          .build();

  static final MeasurePage CALIBRATION =
      page("calibration", "Expected calibration error: how far confidence is from accuracy")
          .records("SET.calibration", "over the scored positions of the set")
          .formula(
              "Σ_b (n_b/n)·|acc_b − conf_b| over 15 bins of equal width of the confidence max_c"
                  + " p_c; bin b is (b/15, (b+1)/15]")
          .shapes(OUTPUTS)
          .normalisation("in [0, 1]; 0 where the network is as often right as it says")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "near 1 on the validation set: sure and wrong", "falls with the transition", "near 0")
          .misleads(
              "Depends on the bins; a network that always guesses with confidence 1/C is perfectly"
                  + " calibrated")
          .source("arXiv 1706.04599, eq. 3")
          .build();

  static final MeasurePage CLASS_ACCURACY =
      page("classAccuracy", "Accuracy of the class that is answered worst")
          .records(
              "SET.classAccuracy.lowest",
              "the lowest accuracy of any class that has examples in the set")
          .records(
              "SET.classAccuracy.lowestClass", "the number of that class, the lowest of equals")
          .formula(
              "min_c mean of 1[right] over the examples of class c, the class being the target at"
                  + " the first scored position")
          .shapes(OUTPUTS)
          .normalisation("in [0, 1]")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "0 on the validation set", "stays at 0 until the last class is understood", "near 1")
          .misleads(
              "A class with few examples in the set is often at 0 by chance; compare with accuracy")
          .source("our own")
          .build();

  static final MeasurePage SWAPPED =
      page("swappedCells", "Validation accuracy by whether the mirror image (y, x) was trained on")
          .records(
              "validation.accuracy.swappedSeen",
              "of pairs whose mirror image is in the training set")
          .records("validation.accuracy.swappedUnseen", "of the others, pairs (x, x) among them")
          .formula(
              "mean of 1[right] over the validation pairs (x, y) with (y, x) in the training set,"
                  + " and over the others")
          .shapes(OUTPUTS)
          .normalisation("in [0, 1]; NaN where there is no such pair")
          .logarithm("none")
          .cost(SHARED)
          .reading(
              "of a commutative operation the seen ones may rise early: symmetry alone answers"
                  + " them",
              "the unseen ones jump; that is generalisation",
              "both near 1")
          .misleads("Of an operation that does not commute the two say nothing apart")
          .source("our own")
          .build();
}
