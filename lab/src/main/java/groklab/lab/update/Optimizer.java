package groklab.lab.update;

import groklab.engine.exec.Session;
import groklab.engine.graph.Slot;
import groklab.engine.plan.ParameterLayout.View;
import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Everything that moves the parameters of a session: stages around one rule for each group of
/// parameters.
public final class Optimizer {
  private final Backward.Remembering backward;
  private final List<Placed> parts = new ArrayList<>();
  private final Stage[] stages;
  private final Update[] rules;

  /// A part with what it works on.
  private record Placed(Part part, Scope scope) {}

  /// @param fixed names of parameters that no training changes
  /// @param backward computes the gradients of a step at the present weights
  /// @throws SpecException if a group names no parameter
  public Optimizer(
      OptimizerSpec rule,
      OptimizerParts around,
      Session session,
      Set<String> fixed,
      Backward backward) {
    this.backward = new Backward.Remembering(backward);
    List<View> free =
        session.layout().views().stream().filter(v -> !fixed.contains(v.name())).toList();
    List<Update> updates = new ArrayList<>();
    List<View> rest = new ArrayList<>(free);
    for (GroupSpec group : around.groups()) {
      group
          .parameters()
          .check("optimizer.group.parameters", free.stream().map(View::name).toList());
      List<View> own = rest.stream().filter(v -> group.parameters().matches(v.name())).toList();
      rest.removeAll(own);
      if (!group.frozen() && !own.isEmpty()) {
        Scope scope =
            new Scope(session, "", own, group.rateFactor(), group.decayFactor(), this.backward);
        updates.add(placed(group.rule().orElse(rule).on(scope), scope));
      }
    }
    if (!rest.isEmpty()) {
      Scope scope = new Scope(session, "", rest, 1, 1, this.backward);
      updates.add(placed(rule.on(scope), scope));
    }
    if (updates.stream().filter(update -> !update.tables().isEmpty()).count() > 1) {
      throw new SpecException(
          "optimizer.kind is \"%s\", which moves all parameters together; write groups that are"
                  .formatted(rule.kind().name())
              + " frozen or have another rule, or none");
    }
    rules = updates.toArray(Update[]::new);
    stages = stages(around.stages(), session, free);
  }

  private Stage[] stages(List<StageSpec> specs, Session session, List<View> free) {
    List<Stage> made = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (StageSpec spec : specs) {
      String kind = spec.kind().name();
      int number = seen.merge(kind, 1, Integer::sum);
      String label = number == 1 ? kind : kind + "-" + number;
      Scope scope = new Scope(session, label, free, 1, 1, backward);
      made.add(placed(spec.on(scope), scope));
    }
    return made.toArray(Stage[]::new);
  }

  private <P extends Part> P placed(P part, Scope scope) {
    parts.add(new Placed(part, scope));
    return part;
  }

  /// To be called once, when the session holds the parameters of step 0.
  public void begin() {
    parts.forEach(placed -> placed.part().begin());
  }

  /// Step number `step`, counted from 0: gradients, then the update. Allocates nothing.
  public void step(long step) {
    for (Stage stage : stages) {
      stage.beforeGradient(step);
    }
    backward.run(step);
    for (Stage stage : stages) {
      stage.afterGradient(step);
    }
    for (Update rule : rules) {
      rule.apply(step);
    }
    for (Stage stage : stages) {
      stage.afterUpdate(step);
    }
  }

  /// What parts of one label keep.
  ///
  /// @param since the step at which they began, with empty state
  public record Kept(String label, List<Slot> state, List<Table> tables, long since) {}

  /// What is kept between steps, by part; the rules of all groups share one, whose label is empty.
  public List<Kept> kept() {
    Map<String, Kept> kept = new LinkedHashMap<>();
    for (Placed placed : parts) {
      Scope scope = placed.scope();
      kept.merge(
          scope.label(),
          new Kept(scope.label(), placed.part().state(), placed.part().tables(), scope.since()),
          (a, b) ->
              new Kept(
                  a.label(),
                  union(a.state(), b.state()),
                  union(a.tables(), b.tables()),
                  a.since()));
    }
    return List.copyOf(kept.values());
  }

  private static <T> List<T> union(List<T> a, List<T> b) {
    Set<T> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }

  /// Says at which step the parts of a label began.
  public void began(String label, long step) {
    parts.stream()
        .filter(placed -> placed.scope().label().equals(label))
        .forEach(placed -> placed.scope().beginsAt(step));
  }

  /// What the parts observe of themselves, by name.
  public SequencedMap<String, Double> observed() {
    var all = new LinkedHashMap<String, Double>();
    parts.forEach(placed -> all.putAll(placed.part().observed()));
    return all;
  }

  /// All slots of [#kept].
  public List<Slot> state() {
    Set<Slot> state = new LinkedHashSet<>();
    parts.forEach(placed -> state.addAll(placed.part().state()));
    return List.copyOf(state);
  }
}
