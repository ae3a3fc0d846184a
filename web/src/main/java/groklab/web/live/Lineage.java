package groklab.web.live;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.measures.frame.TableShape;
import groklab.web.Branch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A run with those it branched off from, as far as they are in the same folder, so that a replay
/// reaches back to the first step.
///
/// Names come again: a run counts as the parent only if what it measured up to the branch is what
/// the branch says that it was, and if both have the same answer table, since a replay shows one.
final class Lineage {
  private static final int MOST_GENERATIONS = 20;

  private final List<Stretch> stretches;
  private final boolean complete;

  /// @param before its checkpoints of steps below this one belong to the lineage
  private record Stretch(RunDirectory run, long before) {}

  private Lineage(List<Stretch> stretches, boolean complete) {
    this.stretches = stretches;
    this.complete = complete;
  }

  static Lineage of(RunDirectory run) {
    var stretches = new ArrayList<>(List.of(new Stretch(run, Long.MAX_VALUE)));
    RunDirectory child = run;
    while (stretches.size() <= MOST_GENERATIONS) {
      var branch = child.readSpec().branch();
      if (branch.isEmpty()) {
        return new Lineage(List.copyOf(stretches), true);
      }
      Optional<Path> path = Branch.beside(child.path(), branch.get().run());
      if (path.isEmpty()) {
        break;
      }
      var parent = RunDirectory.open(path.get());
      if (!isParent(parent, child, branch.get().step())) {
        break;
      }
      stretches.add(new Stretch(parent, branch.get().step()));
      child = parent;
    }
    return new Lineage(List.copyOf(stretches), false);
  }

  private static boolean isParent(RunDirectory parent, RunDirectory child, long branchedAt) {
    var spec = child.readSpec();
    var parentSpec = parent.readSpec();
    return past(parent, branchedAt).equals(past(child, branchedAt))
        && TableShape.same(spec.problem(), parentSpec.problem());
  }

  private static List<Probe> past(RunDirectory run, long to) {
    return run.readMetrics().stream().filter(p -> p.step() <= to).toList();
  }

  /// Whether it reaches back to the first step; if it does not, a later look may find more.
  boolean isComplete() {
    return complete;
  }

  /// The steps of all checkpoints, ascending.
  List<Long> steps() {
    var steps = new TreeSet<Long>();
    for (var stretch : stretches) {
      stretch.run().checkpointSteps().stream()
          .filter(step -> step < stretch.before())
          .forEach(steps::add);
    }
    return List.copyOf(steps);
  }

  /// The run that has the checkpoint of a step, the nearest first.
  Optional<RunDirectory> holder(long step) {
    return stretches.stream()
        .filter(stretch -> step < stretch.before() && stretch.run().hasCheckpoint(step))
        .map(Stretch::run)
        .findFirst();
  }
}
