package groklab.lab.spec;

/// How parameters are updated. TOML `kind` is `sgd`, `momentum`, `adam` or `adamw`.
///
/// What a kind or schedule does not use is stored as 0 (momentum of Adam, betas and epsilon of SGD,
/// length and end of a constant schedule), so that optimisers that do the same are equal values.
///
/// @param decay DECOUPLED: w ← w − learningRate·weightDecay·(w − anchor); COUPLED: gradient +
///     weightDecay·(w − anchor)
/// @param decayTo the anchor: the origin or the initial weights
/// @param warmupSteps learning rate is multiplied by min(step/warmupSteps, 1), step counted from 0
///     (first update: 0)
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

  public OptimizerSpec {
    Check.positive(learningRate, "optimizer.learningRate", "1e-3");
    if (kind == Kind.MOMENTUM) {
      Check.belowOne(momentum, "optimizer.momentum", "0.9");
    } else {
      momentum = 0;
    }
    if (kind.isAdam()) {
      Check.belowOne(beta1, "optimizer.beta1", "0.9");
      Check.belowOne(beta2, "optimizer.beta2", "0.98");
      Check.positive(epsilon, "optimizer.epsilon", "1e-8");
    } else {
      beta1 = 0;
      beta2 = 0;
      epsilon = 0;
    }
    Check.notNegative(weightDecay, "optimizer.weightDecay", "1.0");
    if (kind == Kind.ADAMW && decay == Decay.COUPLED) {
      throw new SpecException(
          "optimizer.decay is \"coupled\" but AdamW is Adam with decoupled decay;"
              + " write optimizer.kind = \"adam\" for decay inside the gradient");
    }
    Check.between(0, warmupSteps, Integer.MAX_VALUE, "optimizer.warmupSteps", "10");
    if (schedule == Schedule.CONSTANT) {
      scheduleSteps = 0;
      finalLearningRate = 0;
    } else {
      Check.between(1, scheduleSteps, Long.MAX_VALUE, "optimizer.scheduleSteps", "10000");
      Check.notNegative(finalLearningRate, "optimizer.finalLearningRate", "1e-4");
    }
  }

  public enum Kind {
    SGD,
    MOMENTUM,
    ADAM,
    ADAMW;

    /// Whether the two moments of the gradient are followed.
    public boolean isAdam() {
      return this == ADAM || this == ADAMW;
    }
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
