package groklab.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Puts instructions into waves, as few as their inputs allow, and chains local instructions over
/// blocks of rows.
///
/// A chain keeps what it makes in cache and needs no barrier inside; a barrier stands only where an
/// instruction needs a whole matrix that another one makes. Values are identified by number,
/// because a reshape is another view of one value.
final class Scheduler {
  /// A group of local instructions that will be one chain.
  static final class Group {
    final List<Instruction> instructions = new ArrayList<>();
    int units;

    Group(int units) {
      this.units = units;
    }
  }

  /// A wave in the making.
  static final class Draft {
    final Set<Group> groups = new LinkedHashSet<>();
    final List<Instruction> singles = new ArrayList<>();
  }

  /// Positions of an example at most, for its rows to be worked on as one unit.
  private static final int MOST_ROWS_PER_UNIT = 256;

  private final Set<Integer> complete;
  private final Map<Integer, Group> inWave = new HashMap<>();

  private Scheduler(Set<Integer> complete) {
    this.complete = complete;
  }

  /// Waves for `instructions` (inputs before users); values of `leaves` exist from the start.
  ///
  /// Twice: the first schedule, everything as early as possible, says how many waves there must be
  /// and when each value is needed. In the second, what only feeds a later chain waits for it, so
  /// that its result stays in cache there instead of passing through memory.
  static List<Draft> schedule(List<Instruction> instructions, Set<Integer> leaves) {
    Map<Integer, Integer> early = new HashMap<>();
    List<Draft> first = new Scheduler(new HashSet<>(leaves)).place(instructions, Map.of());
    for (int p = 0; p < first.size(); p++) {
      for (Group g : first.get(p).groups) {
        for (Instruction i : g.instructions) {
          early.put(i.out().id(), p);
        }
      }
      for (Instruction i : first.get(p).singles) {
        early.put(i.out().id(), p);
      }
    }
    return new Scheduler(new HashSet<>(leaves)).place(instructions, latest(instructions, early));
  }

  /// By the number of its result, the last wave in which each local instruction delays nobody; for
  /// the others, and for those that nobody reads, the wave of the first schedule.
  private static Map<Integer, Integer> latest(
      List<Instruction> instructions, Map<Integer, Integer> early) {
    Map<Integer, Integer> latest = new HashMap<>();
    Map<Integer, Integer> neededAt = new HashMap<>();
    for (Instruction i : instructions.reversed()) {
      int wave = Objects.requireNonNull(early.get(i.out().id()));
      if (i.local()) {
        int needed =
            i.outs().stream()
                .mapToInt(v -> neededAt.getOrDefault(v.id(), Integer.MAX_VALUE))
                .min()
                .orElseThrow();
        wave = needed == Integer.MAX_VALUE ? wave : Math.max(wave, needed);
      }
      latest.put(i.out().id(), wave);
      int mine = wave;
      i.aligned().forEach(v -> neededAt.merge(v.id(), i.local() ? mine : mine - 1, Math::min));
      i.whole().forEach(v -> neededAt.merge(v.id(), mine - 1, Math::min));
    }
    return latest;
  }

  /// Each instruction in the first wave in which its inputs allow it, but not before its wave in
  /// `notBefore` (by the number of its result), unless everything would wait: what feeds a local
  /// instruction of other units cannot share its chain, and waited for it in vain.
  private List<Draft> place(List<Instruction> instructions, Map<Integer, Integer> notBefore) {
    List<Draft> drafts = new ArrayList<>();
    List<Instruction> remaining = instructions;
    while (!remaining.isEmpty()) {
      Draft draft = new Draft();
      int wave = drafts.size();
      List<Instruction> later =
          fill(draft, remaining, i -> notBefore.getOrDefault(i.out().id(), 0) > wave);
      if (later.size() == remaining.size()) {
        later = fill(draft, remaining, i -> false);
      }
      if (later.size() == remaining.size()) {
        throw new IllegalStateException("no instruction can run: " + later.getFirst());
      }
      draft.groups.forEach(g -> g.instructions.forEach(this::completed));
      draft.singles.forEach(this::completed);
      drafts.add(draft);
      remaining = later;
    }
    return drafts;
  }

  /// Places what can be placed and does not wait; the others are returned.
  private List<Instruction> fill(
      Draft draft, List<Instruction> instructions, Predicate<Instruction> waits) {
    inWave.clear();
    List<Instruction> later = new ArrayList<>();
    for (Instruction i : instructions) {
      if (waits.test(i) || !place(i, draft)) {
        later.add(i);
      }
    }
    return later;
  }

  private void completed(Instruction i) {
    i.outs().forEach(v -> complete.add(v.id()));
  }

  private void made(Instruction i, Group group) {
    i.outs().forEach(v -> inWave.put(v.id(), group));
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
        Group maker = inWave.get(v.id());
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

  /// The number of units that two local instructions can share: the smaller if it divides the
  /// larger, else 0. Numbers too far apart are unrelated, and sharing the smaller would leave the
  /// workers too few units; so would sharing one.
  private static int common(int a, int b) {
    int small = Math.min(a, b);
    int large = Math.max(a, b);
    boolean related = small > 1 && large % small == 0 && large / small <= MOST_ROWS_PER_UNIT;
    return small == large || related ? small : 0;
  }
}
