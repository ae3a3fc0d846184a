package groklab.lab.measure;

import groklab.lab.problem.Problem;

/// How many outputs of a network are held at once. Beyond it, examples are evaluated in chunks, of
/// which only what the scores say is kept.
///
/// A chunk is a plan of its own, which may round otherwise than one for all examples. So the limits
/// are numbers and do not depend on the machine: equal specs give equal bits.
///
/// @param kept largest number of outputs that are kept: 2²⁷ are 1 GiB
/// @param chunk outputs of a chunk
public record EvaluationLimits(long kept, long chunk) {
  public static final EvaluationLimits STANDARD = new EvaluationLimits(1L << 27, 1L << 22);

  /// Outputs of some examples.
  public static long outputs(Problem problem, int examples) {
    return (long) examples * problem.targets().perExample() * problem.targets().width();
  }

  /// Whether the outputs of some examples are too many to be kept.
  public boolean exceeds(Problem problem, int examples) {
    return outputs(problem, examples) > kept;
  }

  /// Examples of a chunk, at least one.
  public int chunkExamples(Problem problem) {
    return (int) Math.max(1, chunk / outputs(problem, 1));
  }
}
