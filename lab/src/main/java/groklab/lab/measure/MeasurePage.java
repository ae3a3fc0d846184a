package groklab.lab.measure;

import java.util.List;

/// What a recorded number means: the catalogue behind `groklab list measures` and `groklab explain`.
///
/// @param name as in metrics.jsonl; `SET` stands for `train` and `validation`, `TENSOR` for a parameter's name
/// @param formula in words and symbols, with normalisation and base of the logarithm
/// @param reading what it looks like before, at and after grokking, and when it misleads
public record MeasurePage(String name, String formula, String reading) {

  /// The measures of the group `default`, in the order in which they are recorded.
  public static final List<MeasurePage> DEFAULT =
      List.of(
          new MeasurePage(
              "SET.loss",
              "Mean over scored positions of −ln softmax(outputs)[target], in float64 from the network's outputs;"
                  + " under mean squared error, the mean over positions and classes of (output − onehot)².",
              "Train loss falls first; validation loss rises far above chance while the network memorises and falls"
                  + " when it generalises. The peak says how confident the wrong answers are."),
          new MeasurePage(
              "SET.accuracy",
              "Share of examples of which every scored position has its largest output at the target.",
              "A cliff in accuracy may be a ramp in loss: read it beside the loss, the Brier score and the margin."),
          new MeasurePage(
              "SET.brier",
              "Mean over scored positions of Σ_c (p_c − onehot_c)², p = softmax(outputs) (the outputs themselves"
                  + " under mean squared error); 0 is perfect, 1 − 1/C is uniform guessing, 2 is confident and wrong.",
              "Bounded, so it shows slow progress that an unbounded loss hides behind a few confident errors."),
          new MeasurePage(
              "SET.margin",
              "Mean over scored positions of (target's output − largest other output), in the network's own units.",
              "Rises through zero where accuracy jumps. Its size grows with the weights: compare runs with care."),
          new MeasurePage(
              "weights.l2",
              "Square root of the sum of squares of all parameters, biases and embeddings included.",
              "With weight decay: rises while memorising, falls sharply in cleanup (arXiv 2301.05217)."),
          new MeasurePage(
              "weights.l2.TENSOR",
              "Square root of the sum of squares of one parameter tensor (Frobenius norm of a matrix).",
              "Shows which part of the network pays for memorising."));
}
