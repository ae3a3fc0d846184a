package groklab.lab.spec;

import groklab.lab.kind.Check;
import java.util.regex.Pattern;

/// Where a run branched off from another one. The run is then a function of its spec and of the
/// state that the digest names: weights and everything measured up to the step.
///
/// @param run name of the other run's directory
/// @param step the step whose checkpoint the run begins with
/// @param digest digest of the other run at that step, in hexadecimal: of the checkpoint's weights
///     and the metrics up to it
public record BranchSpec(String run, long step, String digest) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public BranchSpec {
    Check.that(!run.isBlank(), "branch.run", run, "a run directory's name", "\"quickstart-seed0\"");
    Check.between(0, step, Long.MAX_VALUE, "branch.step", "1000");
    Check.that(
        DIGEST.matcher(digest).matches(),
        "branch.digest",
        digest,
        "64 hexadecimal digits",
        "\"" + "0".repeat(64) + "\"");
  }
}
