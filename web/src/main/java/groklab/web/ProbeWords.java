package groklab.web;

import groklab.lab.rundir.ProbeAccount;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.Summary;

/// What measuring cost, in words.
final class ProbeWords {
  private ProbeWords() {}

  /// The probes' share of the time, what was measured more rarely than at every probe, and what
  /// could not be measured; ends with a line break.
  static String of(RunData run, ProbeAccount account) {
    var out = new StringBuilder();
    double seconds =
        run.summary()
            .map(Summary::training)
            .map(Summary.Training::seconds)
            .or(() -> run.provenance().map(Provenance::secondsTrained))
            .orElse(0.0);
    out.append(
        "Measuring took %s%s; by the cost model a probe is worth %s steps.\n"
            .formatted(
                Words.duration(account.seconds()),
                seconds > 0
                    ? " (%s of the time)".formatted(Words.percent(account.seconds() / seconds))
                    : "",
                Words.value((double) account.probeOperations() / account.stepOperations())));
    for (ProbeAccount.Thinned t : account.thinned()) {
      out.append(
          "Not at every probe, but at most every %s: %s (worth %s steps).\n"
              .formatted(
                  Words.count(t.everySteps(), "step", "steps"),
                  String.join(", ", t.measures()),
                  Words.value((double) t.operations() / account.stepOperations())));
    }
    account
        .notApplicable()
        .forEach((name, why) -> out.append("Not measured: %s, because %s.\n".formatted(name, why)));
    return out.toString();
  }
}
