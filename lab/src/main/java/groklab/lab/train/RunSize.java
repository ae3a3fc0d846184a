package groklab.lab.train;

import groklab.lab.problem.Problem;

/// How large a run is: what follows from its spec once the data set and the network stand.
///
/// @param examples of both sets together
/// @param trainExamples trained on
/// @param validationExamples never trained on
/// @param parameters entries of all parameter tensors together
/// @param flopPerStep floating-point operations of the matrix products of a training step, gradient
///     included
public record RunSize(
    int examples, int trainExamples, int validationExamples, long parameters, long flopPerStep) {

  static RunSize of(Trainer trainer) {
    Problem data = trainer.data();
    return new RunSize(
        data.examples(),
        data.trainRows().length,
        data.validationRows().length,
        trainer.session().layout().count(),
        trainer.stepFlop());
  }
}
