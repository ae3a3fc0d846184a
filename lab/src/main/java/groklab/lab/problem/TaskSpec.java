package groklab.lab.problem;

import groklab.lab.kind.OfKind;

/// What is to be learned: the role of tasks.
public interface TaskSpec extends OfKind {

  /// The problem that it describes; a pure function of its arguments.
  ///
  /// @param runSeed the run's seed, for everything that the spec names no seed of its own for
  /// @throws groklab.lab.kind.SpecException if its values do not fit together
  Problem problem(long runSeed);

  /// Refuses a run's seed that the task cannot use.
  ///
  /// @throws groklab.lab.kind.SpecException as the message about the key `seed`
  default void checkRunSeed(long runSeed) {}

  /// Whether every step has fresh examples, a [Source.Stream]: then nothing is trained on again and
  /// again, and there is no set to memorise.
  default boolean fresh() {
    return false;
  }

  /// Name of the criterion by which its runs are judged unless a spec says otherwise.
  default String criterion() {
    return "accuracy";
  }
}
