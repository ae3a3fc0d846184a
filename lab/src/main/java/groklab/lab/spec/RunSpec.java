package groklab.lab.spec;

/// Everything that determines a run, resolved: no default is left open. A run is a pure function of this value.
///
/// @param name the run's name, also the recipe's
/// @param seed the seed of every named random stream of the run
public record RunSpec(
    String name,
    long seed,
    TaskSpec task,
    ModelSpec model,
    OptimizerSpec optimizer,
    TrainingSpec training,
    BudgetSpec budget,
    ProbeSpec probes,
    CheckpointSpec checkpoints) {}
