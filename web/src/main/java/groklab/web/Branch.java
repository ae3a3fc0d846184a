package groklab.web;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.RunSpec;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Where a run branched off from another one, and how that one went on.
///
/// @param from what its spec says
/// @param other the other run, where one of its name and with the same past stands beside this one
/// @param changes of the spec, `optimizer.weightDecay 1.0 → 3.0`; empty without the other run
public record Branch(BranchSpec from, Optional<RunData> other, List<String> changes) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  public Branch {
    changes = List.copyOf(changes);
  }

  /// @param run as it is without this
  /// @return empty = it is no branch
  static Optional<Branch> of(RunData run) {
    return run.spec()
        .branch()
        .map(from -> {
          var other =
              beside(run.directory(), from.run())
                  .map(path -> new RunReader(RunDirectory.open(path)).alone())
                  .filter(parent -> isPast(parent, run, from.step()));
          return new Branch(
              from,
              other,
              other.map(parent -> changes(parent.spec(), run.spec())).orElse(List.of()));
        });
  }

  /// The run of a name beside another run, if there is one; nothing outside their folder can be
  /// named.
  public static Optional<Path> beside(Path run, String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path there = run.toAbsolutePath().normalize().resolveSibling(name);
    return Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(there.resolve("spec.toml"), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(there)
        : Optional.empty();
  }

  private static boolean isPast(RunData parent, RunData run, long to) {
    long[] past = upTo(parent, to);
    return Arrays.equals(past, upTo(run, to))
        && List.of(Probe.TRAIN, Probe.VALIDATION).stream()
            .allMatch(set ->
                Arrays.equals(
                    Arrays.copyOf(parent.values(set), past.length),
                    Arrays.copyOf(run.values(set), past.length)));
  }

  private static long[] upTo(RunData run, long to) {
    return Arrays.stream(run.metrics().steps()).takeWhile(step -> step <= to).toArray();
  }

  private static List<String> changes(RunSpec parent, RunSpec run) {
    var before = SpecKeys.of(parent);
    var after = SpecKeys.of(run);
    var keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.removeIf(key -> key.equals("name") || key.startsWith("branch."));
    var changes = new ArrayList<String>();
    for (String key : keys) {
      String old = before.getOrDefault(key, "nothing");
      String now = after.getOrDefault(key, "nothing");
      if (!Objects.equals(old, now)) {
        changes.add("%s %s → %s".formatted(key, old, now));
      }
    }
    return changes;
  }

  /// `Branched off from quickstart-seed0 at step 256 (optimizer.weightDecay 1.0 → 3.0).`
  String origin() {
    return "Branched off from %s at step %s%s."
        .formatted(
            from.run(),
            Words.steps(from.step()),
            changes.isEmpty() ? "" : " (" + String.join(", ", changes) + ")");
  }

  /// When something happened, reckoned from the branch.
  String when(OptionalLong at) {
    long step = at.orElseThrow();
    return step <= from.step()
        ? "before that, at step " + Words.steps(step)
        : "at step %s, %s after the branch"
            .formatted(Words.steps(step), Words.count(step - from.step(), "step", "steps"));
  }
}
