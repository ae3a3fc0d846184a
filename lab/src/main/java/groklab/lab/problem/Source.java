package groklab.lab.problem;

import java.util.Optional;

/// Where training examples come from.
public sealed interface Source {

  /// The set `train`, again and again.
  record Fixed() implements Source {}

  /// Fresh examples at every step, never the same ones. Nothing is trained on twice; the problem's
  /// own examples are there to be looked at, and its set `train` is a sample of what is drawn.
  non-sealed interface Stream extends Source {

    /// Fills a batch with the examples of a step: a pure function of the step and of the room that
    /// there is, so that a resumed run goes on with the same examples. Allocates nothing.
    void fill(long step, Batch into);
  }

  /// Room for some examples with their targets. Its arrays are filled anew at each step.
  record Batch(Inputs inputs, Targets targets) {

    /// Room for `size` examples of a problem's shape.
    ///
    /// @throws IllegalArgumentException if its targets have weights, which no stream gives yet
    public static Batch of(Problem problem, int size) {
      if (problem.targets().weights().isPresent()) {
        throw new IllegalArgumentException(
            "fresh examples have no weights, and this problem's have");
      }
      Inputs inputs =
          switch (problem.inputs()) {
            case Inputs.Features(int width, double[] _) ->
                new Inputs.Features(width, new double[size * width]);
            case Inputs.Tokens(int vocabulary, int length, int[] _) ->
                new Inputs.Tokens(vocabulary, length, new int[size * length]);
          };
      int rows = size * problem.targets().perExample();
      Targets targets =
          switch (problem.targets()) {
            case Targets.Classes(int[] positions, int width, int[] _, Optional<double[]> _) ->
                new Targets.Classes(positions, width, new int[rows]);
            case Targets.Reals(int[] positions, int width, double[] _, var none) ->
                new Targets.Reals(positions, width, new double[rows * width], none);
          };
      return new Batch(inputs, targets);
    }
  }
}
