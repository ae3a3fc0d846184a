package groklab.lab.train;

import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;

/// How large a run is: what follows from its spec once the data set and the network stand.
///
/// @param examples of both sets together
/// @param fresh whether every step has fresh examples; then the sets are only looked at
/// @param trainExamples trained on
/// @param validationExamples never trained on
/// @param parameters entries of all parameter tensors together
/// @param flopPerStep floating-point operations of the matrix products of a training step, gradient
///     included
public record RunSize(
    int examples,
    boolean fresh,
    int trainExamples,
    int validationExamples,
    long parameters,
    long flopPerStep) {

  static RunSize of(Trainer trainer) {
    Problem data = trainer.data();
    return new RunSize(
        data.examples(),
        data.source() instanceof Source.Stream,
        data.trainRows().length,
        data.validationRows().length,
        trainer.session().layout().count(),
        trainer.stepFlop());
  }
}
