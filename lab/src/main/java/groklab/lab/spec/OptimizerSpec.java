package groklab.lab.spec;

/// How parameters are updated. TOML `kind` is `sgd`, `momentum`, `adam` or `adamw`.
///
/// @param decay DECOUPLED: w ← w − learningRate·weightDecay·(w − anchor); COUPLED: gradient + weightDecay·(w − anchor)
/// @param decayTo the anchor: the origin or the initial weights
/// @param warmupSteps learning rate is multiplied by min(step/warmupSteps, 1), step counted from 0 (first update: 0)
/// @param schedule after warm-up
/// @param scheduleSteps length of a LINEAR or COSINE schedule
/// @param finalLearningRate what the schedule ends at
public record OptimizerSpec(
    Kind kind,
    double learningRate,
    double momentum,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Decay decay,
    DecayTo decayTo,
    int warmupSteps,
    Schedule schedule,
    long scheduleSteps,
    double finalLearningRate) {

  public enum Kind {
    SGD,
    MOMENTUM,
    ADAM,
    ADAMW
  }

  public enum Decay {
    DECOUPLED,
    COUPLED
  }

  public enum DecayTo {
    ORIGIN,
    INITIALISATION
  }

  public enum Schedule {
    CONSTANT,
    LINEAR,
    COSINE
  }
}
