package groklab.measures.numerics;

/// One completed slingshot: fast growth of the last layer's norm, a spike of the training loss with
/// training errors, a plateau of the norm.
///
/// @param growthFrom step of the first fast growth
/// @param growthRate fastest d ln‖W_out‖/d step on the way
/// @param spikeStep step of the highest training loss
/// @param spikeLoss that loss
/// @param medianLoss running median of the training loss before the spike
/// @param plateauStep first step with slow change of the norm after the spike
/// @param validationBefore validation accuracy at the last observation before the spike began; NaN
///     if unknown
/// @param validationAfter at `plateauStep`
public record Slingshot(
    long growthFrom,
    double growthRate,
    long spikeStep,
    double spikeLoss,
    double medianLoss,
    long plateauStep,
    double validationBefore,
    double validationAfter) {}
