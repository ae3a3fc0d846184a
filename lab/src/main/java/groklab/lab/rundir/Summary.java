package groklab.lab.rundir;

import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.Delay;
import groklab.lab.criterion.Rise;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.Json;
import groklab.lab.phase.OpenEnd;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.phase.VerdictRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// `summary.json`: what came out of a run. The names in the file are a contract: new ones may be
/// added, none renamed. An empty time is censored at `steps` and stands as null; NaN and infinities
/// stand as texts.
///
/// @param recipe the spec's name
/// @param digest see [Digest]
public record Summary(
    String recipe,
    long seed,
    Training training,
    Outcome outcome,
    Course course,
    LastProbe last,
    String digest) {

  private static final String STEP = "step";
  private static final String PHASES = "phases";
  private static final String SIGHTINGS = "sightings";
  private static final String SEARCHES = "lookedFor";
  private static final String TRANSITIONS = "transitions";
  private static final String STEPS = "steps";
  private static final String MEMORIZED = "memorizedAt";
  private static final String GENERALIZED = "generalizedAt";
  private static final String STABLE = "Stable";
  private static final String VERDICT = "verdict";
  private static final String DECIDED = "decided";
  private static final Set<String> OF_OUTCOME =
      Set.of(STEPS, MEMORIZED, MEMORIZED + STABLE, GENERALIZED, GENERALIZED + STABLE, VERDICT);
  private static final String VERDICT_LIU2022 = "verdictLiu2022";
  private static final String CRITERION = "criterion";

  /// @param steps optimiser steps taken
  /// @param seconds time spent training, over all resumptions
  public record Training(long steps, double seconds, double stepsPerSecond) {}

  /// @param criterion empty in files written before there were any: accuracy
  /// @param memorised T_mem
  /// @param generalised T_grok
  /// @param verdict of [VerdictRule]; in files without a criterion that of [Liu2022Rule]
  /// @param decided whether the run has shown what it is, see [OpenEnd]; empty in files written
  ///     before that was said
  /// @param verdictLiu2022 of [Liu2022Rule]; empty = the run has no accuracies
  public record Outcome(
      Optional<RunCriterion> criterion,
      Crossing memorised,
      Crossing generalised,
      Verdict verdict,
      Optional<Boolean> decided,
      Optional<Verdict> verdictLiu2022) {

    /// T_grok / T_mem of the first crossings; empty = one of them is censored.
    public OptionalDouble delayRatio() {
      return Delay.between(memorised.first(), generalised.first()).ratio();
    }
  }

  /// What the run went through. All but the phases are empty in files written before there were
  /// any.
  ///
  /// @param searches what was looked for beside the phases, seen or not
  /// @param transitions rises of the criterion's value on the validation set
  public record Course(
      List<PhaseSpan> phases,
      List<Sighting> sightings,
      List<Search> searches,
      List<Rise> transitions) {
    public Course {
      searches = List.copyOf(searches);
      phases = List.copyOf(phases);
      sightings = List.copyOf(sightings);
      transitions = List.copyOf(transitions);
    }
  }

  /// Measures of the last probe, NaN where they were not taken.
  public record LastProbe(
      double trainLoss, double validationLoss, double trainAccuracy, double validationAccuracy) {}

  /// The verdict by [VerdictRule]: that of the file, or reckoned anew where the file holds another.
  ///
  /// @param probes steps of all probes
  public Verdict verdict(long[] probes) {
    return outcome.criterion.isPresent()
        ? outcome.verdict
        : VerdictRule.verdict(
            outcome.memorised.first(),
            outcome.generalised.first(),
            course.phases,
            course.sightings,
            probes);
  }

  /// Whether the run has not shown what it is. Of a file that does not say so, whether its last
  /// phase is the climb to the threshold.
  public boolean isOpen() {
    return outcome
        .decided
        .map(decided -> !decided)
        .orElse(outcome.generalised.first().isEmpty() && OpenEnd.endsInTransition(course.phases));
  }

  /// The text of the file, also what `groklab run --json` prints.
  public String toJson() {
    return Json.page(object());
  }

  /// The same as an object.
  public ObjectNode object() {
    var node = Json.object().put("recipe", recipe).put("seed", seed);
    node.put(STEPS, training.steps);
    node.set("seconds", Json.number(training.seconds));
    node.set("stepsPerSecond", Json.number(training.stepsPerSecond));
    node.set(MEMORIZED, Json.number(outcome.memorised.first()));
    node.set(MEMORIZED + STABLE, Json.number(outcome.memorised.stable()));
    node.set(GENERALIZED, Json.number(outcome.generalised.first()));
    node.set(GENERALIZED + STABLE, Json.number(outcome.generalised.stable()));
    node.set("delayRatio", Json.number(outcome.delayRatio()));
    node.put(VERDICT, outcome.verdict.label());
    outcome.decided.ifPresent(decided -> node.put(DECIDED, decided));
    node.set(VERDICT_LIU2022, Json.text(outcome.verdictLiu2022.map(Verdict::label)));
    outcome.criterion.ifPresent(run -> node.set(CRITERION, CriterionJson.object(run)));
    var timeline = node.putArray(PHASES);
    course.phases.forEach(span -> Findings.putSpan(timeline.addObject(), span, STEP));
    var beside = node.putArray(SIGHTINGS);
    course.sightings.forEach(sighting -> Findings.putSighting(beside.addObject(), sighting, STEP));
    var searches = node.putArray(SEARCHES);
    course.searches.forEach(search -> Findings.putSearch(searches.addObject(), search));
    var transitions = node.putArray(TRANSITIONS);
    course.transitions.forEach(rise -> put(transitions.addObject(), rise));
    node.set("trainLoss", Json.number(last.trainLoss));
    node.set("validationLoss", Json.number(last.validationLoss));
    node.set("trainAccuracy", Json.number(last.trainAccuracy));
    node.set("validationAccuracy", Json.number(last.validationAccuracy));
    node.put("digest", digest);
    return node;
  }

  static Summary read(Path file) {
    return Json.read(file, Summary::read);
  }

  /// @throws IllegalArgumentException if it is none
  public static Summary read(ObjectNode node) {
    return new Summary(
        Json.textAt(node, "recipe"),
        Json.longAt(node, "seed"),
        new Training(
            steps(node), Json.doubleAt(node, "seconds"), Json.doubleAt(node, "stepsPerSecond")),
        new Outcome(
            node.has(CRITERION)
                ? Optional.of(CriterionJson.criterion(Json.object(CRITERION, node.get(CRITERION))))
                : Optional.empty(),
            memorised(node),
            generalised(node),
            verdict(node),
            Json.optionalBooleanAt(node, DECIDED),
            verdictLiu2022(node)),
        new Course(
            findings(node, PHASES, span -> Findings.span(span, STEP)),
            findingsOrNone(node, SIGHTINGS, seen -> Findings.sighting(seen, STEP)),
            findingsOrNone(node, SEARCHES, Findings::search),
            findingsOrNone(node, TRANSITIONS, Summary::rise)),
        new LastProbe(
            Json.doubleAt(node, "trainLoss"),
            Json.doubleAt(node, "validationLoss"),
            Json.doubleAt(node, "trainAccuracy"),
            Json.doubleAt(node, "validationAccuracy")),
        Json.textAt(node, "digest"));
  }

  /// Whether [#memorised], [#generalised], [#verdict] or [#steps] ask a name of the file's object.
  public static boolean isOfOutcome(String name) {
    return OF_OUTCOME.contains(name);
  }

  /// [Outcome#memorised] of the file's object.
  public static Crossing memorised(ObjectNode node) {
    return crossing(node, MEMORIZED);
  }

  /// [Outcome#generalised] of it.
  public static Crossing generalised(ObjectNode node) {
    return crossing(node, GENERALIZED);
  }

  private static Crossing crossing(ObjectNode node, String key) {
    return new Crossing(
        Json.optionalLongAt(node, key),
        Json.optionalLongAt(node, key + STABLE),
        OptionalLong.of(steps(node)));
  }

  /// [Outcome#verdict] of it.
  public static Verdict verdict(ObjectNode node) {
    return Verdict.named(Json.textAt(node, VERDICT));
  }

  /// [Training#steps] of it.
  public static long steps(ObjectNode node) {
    return Json.longAt(node, STEPS);
  }

  private static void put(ObjectNode node, Rise rise) {
    node.put("fromStep", rise.fromStep()).put("toStep", rise.toStep());
    node.set("fromValue", Json.number(rise.fromValue()));
    node.set("toValue", Json.number(rise.toValue()));
    node.put("stepAt10", rise.stepAt10()).put("stepAt90", rise.stepAt90());
    node.put("width", rise.width());
  }

  private static Rise rise(ObjectNode node) {
    return new Rise(
        Json.longAt(node, "fromStep"),
        Json.longAt(node, "toStep"),
        Json.doubleAt(node, "fromValue"),
        Json.doubleAt(node, "toValue"),
        Json.longAt(node, "stepAt10"),
        Json.longAt(node, "stepAt90"));
  }

  /// Before there were criteria, the verdict was liu2022's.
  private static Optional<Verdict> verdictLiu2022(ObjectNode node) {
    return node.has(CRITERION)
        ? Json.optionalTextAt(node, VERDICT_LIU2022).map(Verdict::named)
        : Optional.of(verdict(node));
  }

  private static <T> List<T> findingsOrNone(
      ObjectNode node, String key, Function<ObjectNode, T> read) {
    return node.has(key) ? findings(node, key, read) : List.of();
  }

  private static <T> List<T> findings(ObjectNode node, String key, Function<ObjectNode, T> read) {
    return Json.listAt(node, key).stream()
        .map(element -> {
          if (element instanceof ObjectNode finding) {
            return read.apply(finding);
          }
          throw new IllegalArgumentException("one of the %s is %s".formatted(key, element));
        })
        .toList();
  }
}
