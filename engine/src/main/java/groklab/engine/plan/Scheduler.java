package groklab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts instructions into phases, each as early as its inputs allow, and chains local instructions over blocks of rows.
///
/// A chain keeps what it makes in cache and needs no barrier inside; a barrier stands only where an instruction needs a
/// whole matrix that another one makes. Values are identified by number, because a reshape is another view of one value.
final class Scheduler {
  /// A group of local instructions that will be one chain.
  static final class Group {
    final List<Instruction> instructions = new ArrayList<>();
    int units;

    Group(int units) {
      this.units = units;
    }
  }

  /// A phase in the making.
  static final class Draft {
    final Set<Group> groups = new LinkedHashSet<>();
    final List<Instruction> singles = new ArrayList<>();
  }

  /// Positions of an example at most, for its rows to be worked on as one unit.
  private static final int MOST_ROWS_PER_UNIT = 256;

  private final Set<Integer> complete;
  private final Map<Integer, Group> inPhase = new HashMap<>();

  private Scheduler(Set<Integer> complete) {
    this.complete = complete;
  }

  /// Phases for `instructions` (inputs before users); values of `leaves` exist from the start.
  static List<Draft> schedule(List<Instruction> instructions, Set<Integer> leaves) {
    Scheduler s = new Scheduler(new HashSet<>(leaves));
    List<Draft> drafts = new ArrayList<>();
    List<Instruction> remaining = instructions;
    while (!remaining.isEmpty()) {
      Draft draft = new Draft();
      List<Instruction> later = new ArrayList<>();
      s.inPhase.clear();
      for (Instruction i : remaining) {
        if (!s.place(i, draft)) {
          later.add(i);
        }
      }
      if (later.size() == remaining.size()) {
        throw new IllegalStateException("no instruction can run: " + later.getFirst());
      }
      draft.groups.forEach(g -> g.instructions.forEach(s::completed));
      draft.singles.forEach(s::completed);
      drafts.add(draft);
      remaining = later;
    }
    return drafts;
  }

  private void completed(Instruction i) {
    i.outs().forEach(v -> complete.add(v.id()));
  }

  private void made(Instruction i, Group group) {
    i.outs().forEach(v -> inPhase.put(v.id(), group));
  }

  private boolean place(Instruction i, Draft draft) {
    if (!i.whole().stream().allMatch(v -> complete.contains(v.id()))) {
      return false;
    }
    if (!i.local()) {
      draft.singles.add(i);
      return true;
    }
    Set<Group> makers = new LinkedHashSet<>();
    for (Value v : i.aligned()) {
      if (!complete.contains(v.id())) {
        Group maker = inPhase.get(v.id());
        if (maker == null) {
          return false;
        }
        makers.add(maker);
      }
    }
    Group group = makers.isEmpty() ? anyFitting(draft, i) : merged(draft, makers, i);
    if (group == null) {
      return false;
    }
    group.units = common(group.units, i.units());
    group.instructions.add(i);
    made(i, group);
    return true;
  }

  private static Group anyFitting(Draft draft, Instruction i) {
    for (Group g : draft.groups) {
      if (common(g.units, i.units()) > 0) {
        return g;
      }
    }
    Group g = new Group(i.units());
    draft.groups.add(g);
    return g;
  }

  private @Nullable Group merged(Draft draft, Set<Group> makers, Instruction i) {
    int units = i.units();
    for (Group g : makers) {
      units = common(g.units, units);
      if (units == 0) {
        return null;
      }
    }
    Group first = makers.iterator().next();
    for (Group g : makers) {
      if (g != first) {
        first.instructions.addAll(g.instructions);
        g.instructions.forEach(m -> made(m, first));
        draft.groups.remove(g);
      }
    }
    first.units = units;
    return first;
  }

  /// The number of units that two local instructions can share: the smaller if it divides the larger, else 0. Numbers
  /// too far apart are unrelated, and sharing the smaller would leave the workers too few units; so would sharing one.
  private static int common(int a, int b) {
    int small = Math.min(a, b);
    int large = Math.max(a, b);
    boolean related = small > 1 && large % small == 0 && large / small <= MOST_ROWS_PER_UNIT;
    return small == large || related ? small : 0;
  }
}
