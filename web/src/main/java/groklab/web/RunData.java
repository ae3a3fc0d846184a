package groklab.web;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Criterion;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.Delay;
import groklab.lab.criterion.Rise;
import groklab.lab.criterion.Rises;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.phase.OpenEnd;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.rundir.RunSource;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One run as every view shows it: what its directory holds, and what follows from that alone.
///
/// @param source where it was read from
/// @param spec the resolved spec
/// @param criterion what "memorised" and "generalised" mean in this run
/// @param provenance where it was run; empty = not recorded yet
/// @param metrics the probes
/// @param events the events in the order in which they were recorded
/// @param phases the phases, each ending where the next begins; of a run without a summary, those
///     known so far
/// @param sightings what was seen beside the phases, by the step at which it began
/// @param memorised when the training set reached its threshold, T_mem
/// @param generalised when the validation set reached its threshold, T_grok
/// @param summary what came out; empty = the run goes on, or was interrupted or killed
/// @param sealed whether there are sums by which a change of its files is noticed
/// @param branch where it branched off; empty = nowhere
public record RunData(
    RunSource source,
    RunSpec spec,
    RunCriterion criterion,
    Optional<Provenance> provenance,
    Metrics metrics,
    List<RunEvent> events,
    List<PhaseStretch> phases,
    List<Sighting> sightings,
    Crossing memorised,
    Crossing generalised,
    Optional<Summary> summary,
    boolean sealed,
    Optional<Branch> branch) {

  public RunData {
    events = List.copyOf(events);
    phases = List.copyOf(phases);
    sightings = List.copyOf(sightings);
  }

  /// A phase and where it ends.
  ///
  /// @param to the first step of the next phase, or the last step of the run
  public record PhaseStretch(PhaseSpan span, long to) {}

  /// Reads a run; one in a directory may be finished, going on, or killed.
  ///
  /// @throws groklab.lab.file.RunFileException if a file is damaged or cannot be read
  public static RunData read(RunSource run) {
    if (!(run instanceof RunDirectory directory)) {
      return RunSoFar.whole(run);
    }
    var reader = new RunReader(directory);
    reader.look();
    return reader.data();
  }

  /// Where it lies.
  public Path directory() {
    return source.path();
  }

  /// The name and the seed.
  public String title() {
    return spec.name() + ", seed " + spec.seed();
  }

  /// The last step that is known of, 0 if nothing is.
  public long lastStep() {
    return Math.max(
        metrics.lastStep(), summary.map(Summary::training).map(Summary.Training::steps).orElse(0L));
  }

  /// What was looked for beside the phases; empty = the run is not over.
  public List<Search> searches() {
    return summary.map(Summary::course).map(Summary.Course::searches).orElse(List.of());
  }

  /// Whether there is a set that is trained on again and again. Without one, where every step has
  /// fresh examples, `train` is a sample that shows what the network does on such.
  boolean hasTrainingSet() {
    return !spec.task().fresh();
  }

  /// T_mem as a view shows it: without a training set there is nothing to memorise.
  public OptionalLong shownMemorised() {
    return hasTrainingSet() ? memorised.first() : OptionalLong.empty();
  }

  /// The verdict as a view shows it.
  public Optional<String> shownVerdict() {
    return verdict().map(verdict -> noVerdict().orElseGet(() -> verdict.label() + reservation()));
  }

  private Optional<String> noVerdict() {
    if (!hasTrainingSet()) {
      return Optional.of("none (fresh examples)");
    }
    return spec.sampler().map(rule -> "none (sampled by %s)".formatted(rule.kind().name()));
  }

  private String reservation() {
    if (divergedAt().isPresent()) {
      return ", diverged";
    }
    return isRising() ? ", not decided" : "";
  }

  /// The step from which on every probe finds a training loss that is no finite number; empty = the
  /// last one finds one that is.
  OptionalLong divergedAt() {
    return metrics.column(Probe.TRAIN_LOSS).map(this::divergedAt).orElse(OptionalLong.empty());
  }

  private OptionalLong divergedAt(Metrics.Column loss) {
    int first = loss.lastProbe() + 1;
    while (first > 0 && !loss.isFinite(first - 1)) {
      first--;
    }
    return first <= loss.lastProbe() ? OptionalLong.of(metrics.step(first)) : OptionalLong.empty();
  }

  /// Whether the record ends while validation is on its way up: what the run amounts to may change
  /// with more steps.
  boolean isRising() {
    var phases = phases().stream().map(PhaseStretch::span).toList();
    return summary
        .map(Summary::isOpen)
        .orElse(generalised.first().isEmpty() && OpenEnd.endsInTransition(phases));
  }

  /// From the first T_mem to the first T_grok; unknown without a training set.
  public Delay delay() {
    return Delay.between(shownMemorised(), generalised.first());
  }

  /// The delay as a view shows it: of a branch, from the branch at the earliest, and without a
  /// ratio, since the steps before belong to the other run.
  Delay shownDelay() {
    if (branch.isEmpty()) {
      return delay();
    }
    long from = branch.get().from().step();
    var since = shownMemorised().stream().map(step -> Math.max(from, step)).findFirst();
    var later = generalised.first().stream().filter(step -> step > from).findFirst();
    return new Delay(Delay.between(since, later).steps(), OptionalDouble.empty());
  }

  /// The verdict; empty = the run is not over.
  public Optional<Verdict> verdict() {
    return summary.map(over -> over.verdict(metrics.steps()));
  }

  /// The verdict by the rule of arXiv 2205.10343; empty = the run is not over, or has no
  /// accuracies.
  Optional<Verdict> verdictLiu2022() {
    return summary.flatMap(over -> over.outcome().verdictLiu2022());
  }

  /// @param lastStep of the run
  static List<PhaseStretch> stretches(List<PhaseSpan> spans, long lastStep) {
    var stretches = new ArrayList<PhaseStretch>();
    for (int i = 0; i < spans.size(); i++) {
      var span = spans.get(i);
      long to = i + 1 < spans.size() ? spans.get(i + 1).step() : Math.max(span.step(), lastStep);
      stretches.add(new PhaseStretch(span, to));
    }
    return stretches;
  }

  /// The last value of a measure, if it was ever taken.
  Optional<Double> lastValue(String measure) {
    return metrics.column(measure).flatMap(Metrics.Column::last);
  }

  /// The criterion's values of a set at all probes, NaN where it was not measured.
  public double[] values(String set) {
    var column = metrics.column(criterion.column(set));
    return IntStream.range(0, metrics.size())
        .mapToDouble(probe ->
            column.filter(c -> c.isMeasured(probe)).map(c -> c.value(probe)).orElse(Double.NaN))
        .toArray();
  }

  /// The rises of the validation set.
  List<Rise> rises() {
    return Rises.of(criterion.criterion(), metrics.steps(), values(Probe.VALIDATION));
  }

  /// The last value of a set as a view shows it, `-` where there is none.
  public String lastShown(String set) {
    return lastShown(set, criterion.criterion());
  }

  /// The same by the criterion of another run.
  String lastShown(String set, Criterion by) {
    return lastValue(set + "." + by.name()).map(by::format).orElse("-");
  }

  /// The sets of examples that were measured: training, validation, and what others the task has.
  Set<String> sets() {
    var sets = new LinkedHashSet<>(List.of(Probe.TRAIN, Probe.VALIDATION));
    sets.addAll(criterion.baselines().keySet());
    sets.removeIf(set -> metrics.column(Probe.loss(set)).isEmpty());
    return sets;
  }

  /// The criteria of which there are values: its own, and accuracy where it was recorded.
  List<Criterion> shownCriteria() {
    return Stream.of(criterion.criterion(), new Accuracy())
        .distinct()
        .filter(by ->
            by.equals(criterion.criterion()) || metrics.column(Probe.TRAIN_ACCURACY).isPresent())
        .toList();
  }

  /// What was changed while it went on, in its order.
  List<Changed> changed() {
    var changes = new ArrayList<Changed>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Turned(long step, int _, String words)) {
        changes.add(new Changed(step, "Turn", words));
      }
      if (event instanceof RunEvent.Steered(long step, String controller, String words, String _)) {
        changes.add(new Changed(step, "Controller " + controller, words));
      }
    }
    return changes;
  }

  /// @param by who changed it, in words
  /// @param words what it did
  record Changed(long step, String by, String words) {}

  /// A sentence for each turn that could not be done when its moment came.
  List<String> notTurned() {
    var sentences = new ArrayList<String>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.NotTurned(long step, int turn, String words, String why)) {
        sentences.add(
            "turn[%d] (%s) was not done at step %s, and the run went on without it: %s."
                .formatted(turn, words, Words.steps(step), why));
      }
    }
    return sentences;
  }

  /// Sentences about what is unusual in the records.
  List<String> notices() {
    var notices = new ArrayList<String>();
    if (metrics.isEmpty()) {
      notices.add("No probe has been recorded yet.");
    }
    if (!sealed) {
      notices.add(
          "This run was recorded before runs were sealed, so a change of its files is not"
              + " noticed.");
    }
    notTurned().forEach(notices::add);
    changed().stream()
        .filter(turn -> turn.words().startsWith("task."))
        .findFirst()
        .ifPresent(turn ->
            notices.add(
                ("From step %s on the run trained on other data (%s). Chance and look-up, the"
                        + " answer table and what is measured afterwards are of the data it began"
                        + " with.")
                    .formatted(Words.steps(turn.step()), turn.words())));
    metrics
        .columns()
        .forEach((name, column) -> {
          if (column.notFinite() > 0) {
            notices.add(
                "%s is not a finite number at %s, first at step %s; the curve has a gap there."
                    .formatted(
                        name,
                        Words.count(column.notFinite(), "probe", "probes"),
                        Words.steps(metrics.step(column.firstNotFinite()))));
          }
        });
    return notices;
  }
}
