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
import java.util.Optional;
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
    List<String> names = free.stream().map(View::name).toList();
    List<Update> updates = new ArrayList<>();
    List<View> rest = new ArrayList<>(free);
    Map<String, OptimizerSpec> moving = new LinkedHashMap<>();
    for (int i = 0; i < around.groups().size(); i++) {
      GroupSpec group = around.groups().get(i);
      String place = "optimizer.group[%d]".formatted(i);
      group.parameters().check(place + ".parameters", names);
      List<View> own = rest.stream().filter(v -> group.parameters().matches(v.name())).toList();
      if (own.isEmpty()) {
        throw new SpecException(
            ("%s names parameters that all belong to groups above it; write it above them, or leave"
                    + " it out")
                .formatted(place));
      }
      rest.removeAll(own);
      if (!group.frozen()) {
        Scope scope =
            new Scope(
                session, "", place, own, group.rateFactor(), group.decayFactor(), this.backward);
        OptimizerSpec its = group.rule().orElse(rule);
        moving.put(place + (group.rule().isPresent() ? ".rule" : ""), its);
        updates.add(placed(its.on(scope), scope));
      }
    }
    if (!rest.isEmpty()) {
      Scope scope = new Scope(session, "", "optimizer", rest, 1, 1, this.backward);
      moving.put("optimizer", rule);
      updates.add(placed(rule.on(scope), scope));
    }
    if (moving.isEmpty()) {
      throw new SpecException(
          "optimizer.group freezes every parameter, so that nothing would be trained; freeze fewer,"
              + " or leave the groups out");
    }
    requireOneSampler(moving);
    if (updates.stream().filter(update -> !update.tables().isEmpty()).count() > 1) {
      throw new SpecException(
          "optimizer.kind is \"%s\", which moves all parameters together; write groups that are"
                  .formatted(rule.kind().name())
              + " frozen, or none");
    }
    rules = updates.toArray(Update[]::new);
    stages = stages(around.stages(), session, free);
  }

  /// A rule that samples gives no sample of anything where other weights move by another rule.
  ///
  /// @param moving the rules by which parameters move, by where they stand
  private static void requireOneSampler(Map<String, OptimizerSpec> moving) {
    Optional<Map.Entry<String, OptimizerSpec>> sampler =
        moving.entrySet().stream().filter(each -> each.getValue().samples()).findFirst();
    sampler.ifPresent(one ->
        moving.forEach((place, rule) -> {
          if (!rule.equals(one.getValue())) {
            throw new SpecException(
                ("%s samples (\"%s\"), and %s moves other parameters by another rule (\"%s\"),"
                        + " so nothing is sampled; write one rule for all, or freeze the"
                        + " others")
                    .formatted(
                        one.getKey(), one.getValue().kind().name(), place, rule.kind().name()));
          }
        }));
  }

  private Stage[] stages(List<StageSpec> specs, Session session, List<View> free) {
    List<Stage> made = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    requireOneKeeper(specs);
    for (int i = 0; i < specs.size(); i++) {
      StageSpec spec = specs.get(i);
      String place = "optimizer.stage[%d]".formatted(i);
      String kind = spec.kind().name();
      int number = seen.merge(kind, 1, Integer::sum);
      String label = number == 1 ? kind : kind + "-" + number;
      Scope scope = new Scope(session, label, place, free, 1, 1, backward);
      made.add(placed(spec.on(scope), scope));
    }
    return made.toArray(Stage[]::new);
  }

  /// Two stages that keep examples for themselves would learn from the same ones unnoticed.
  private static void requireOneKeeper(List<StageSpec> specs) {
    List<String> keepers =
        specs.stream().filter(spec -> spec.heldOut() > 0).map(spec -> spec.kind().name()).toList();
    if (keepers.size() > 1) {
      throw new SpecException(
          "optimizer.stage has %d stages that keep training examples for themselves (%s); expected"
                  .formatted(keepers.size(), String.join(", ", keepers))
              + " one at most; leave the others out");
    }
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
