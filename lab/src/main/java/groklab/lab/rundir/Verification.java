package groklab.lab.rundir;

import groklab.lab.file.RunFileException;
import java.util.List;
import java.util.OptionalLong;

/// Whether the files of a run are as they were recorded.
///
/// @param run its directory as it was given
/// @param sealed whether there are sums to compare with; without, only files that cannot be read
///     are noticed
/// @param finished whether the run has ended; what one that has not recorded after its newest
///     checkpoint has no sums yet
/// @param endIsMissing whether it has ended, but `DONE` is not there: that was removed, or the run
///     was killed while it ended
/// @param damages a clause for each file that is not as it was recorded
/// @param whole names of the files that are as they were recorded, or of the parts of them that are
/// @param goOnFrom the newest step from which all that is damaged can be computed again; empty =
///     there is none
public record Verification(
    String run,
    boolean sealed,
    boolean finished,
    boolean endIsMissing,
    List<String> damages,
    List<String> whole,
    OptionalLong goOnFrom) {

  public Verification {
    damages = List.copyOf(damages);
    whole = List.copyOf(whole);
  }

  public boolean isWhole() {
    return damages.isEmpty() && !endIsMissing;
  }

  /// What is damaged, what is still good, and what to do.
  public String sentence() {
    if (isWhole() && sealed) {
      return "%s is as it was recorded: %s%s"
          .formatted(
              run,
              String.join(", ", whole),
              finished
                  ? ""
                  : "; it is not finished: what it has recorded since step %d has no sum yet"
                      .formatted(goOnFrom.orElse(0)));
    }
    if (isWhole()) {
      return ("%s is not sealed: a change of its files would not be noticed; write groklab verify"
              + " --seal %s to seal it as it is now")
          .formatted(run, run);
    }
    if (damages.isEmpty()) {
      return ("%s/DONE is missing, though the run has ended: it was removed, or the run was killed"
              + " at its end; still good: %s; write groklab run --resume %s to end it again")
          .formatted(run, String.join(", ", whole), run);
    }
    return "%s; still good: %s; %s"
        .formatted(
            String.join("; ", damages),
            whole.isEmpty() ? "nothing" : String.join(", ", whole),
            goOnFrom.isPresent()
                ? "write groklab run --resume %s --at %d to compute the rest again"
                    .formatted(run, goOnFrom.getAsLong())
                : "use another copy");
  }

  /// @throws RunFileException with the sentence, if going on would not mend what is damaged
  public void requireToGoOn() {
    if (!damages.isEmpty()) {
      throw new RunFileException(sentence());
    }
  }

  /// @throws RunFileException with the sentence, if something is damaged
  public void require() {
    if (!isWhole()) {
      throw new RunFileException(sentence());
    }
  }
}
