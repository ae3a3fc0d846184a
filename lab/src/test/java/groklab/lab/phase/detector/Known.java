package groklab.lab.phase.detector;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.KnownRuns;
import groklab.lab.criterion.LossShare;
import java.util.List;

/// What a detector is told of a trace: accuracies count where there are any, or else losses.
record Known(Baseline baseline, KnownRun run) {

  static Known nothing() {
    return new Known(Baseline.UNKNOWN, KnownRun.nothing());
  }

  static Known classification(int classes) {
    return new Known(Baseline.UNKNOWN.withChance(1.0 / classes), KnownRun.nothing());
  }

  Known withLookUp(double share) {
    return new Known(baseline.withLookUp(share), run);
  }

  Known withGuessLoss(double loss) {
    return new Known(baseline.withGuessLoss(loss), run);
  }

  Known withLastLayer(String tensor) {
    return new Known(baseline, run.withLastLayer(tensor));
  }

  Known withWeightDecay(double decay) {
    return new Known(baseline, run.withWeightDecay(decay));
  }

  Known withTeachingOn() {
    return new Known(baseline, run.withTeachingOn(true));
  }

  PhaseDetector detector() {
    return new PhaseDetector(
        List.of(
            KnownRuns.judged(new Accuracy(), baseline),
            KnownRuns.judged(new LossShare(), baseline)),
        run);
  }
}
