package groklab.lab.phase.detector;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.KnownRuns;
import groklab.lab.phase.Finding;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Sighting.Kind;
import groklab.lab.phase.VerdictRule;
import groklab.lab.phase.detector.Trace.Truth;
import groklab.lab.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The detector on all traces: constructed ones, and recorded ones of our own runs.
class TraceSuiteTest {
  private static final List<Trace> ALL =
      Stream.of(
              SuccessTraces.grokking(),
              SuccessTraces.smooth(),
              SuccessTraces.inside(),
              FailureTraces.confusion(),
              FailureTraces.memorisation(),
              FailureTraces.halfWay(),
              FailureTraces.lost(),
              FailureTraces.weightsOnly(),
              NumericTraces.slingshots(),
              NumericTraces.spikes(),
              NumericTraces.softmaxCollapse(),
              RecordedTraces.all())
          .flatMap(List::stream)
          .toList();

  static List<Trace> all() {
    return ALL;
  }

  @Test
  void thereAreAtLeastSixtyTracesWithNamesOfTheirOwn() {
    assertThat(ALL).hasSizeGreaterThanOrEqualTo(60);
    assertThat(ALL).extracting(Trace::name).doesNotHaveDuplicates();
  }

  @Test
  void theConfusionMatrixIsTheIdentity() {
    var matrix = new TreeMap<Truth, Map<Truth, List<String>>>();
    for (var trace : ALL) {
      matrix
          .computeIfAbsent(trace.truth(), any -> new TreeMap<>())
          .computeIfAbsent(Trace.detected(trace.detector()), any -> new ArrayList<>())
          .add(trace.name());
    }
    System.out.println(table(matrix));
    var wrong = new ArrayList<String>();
    matrix.forEach((truth, row) ->
        row.forEach((detected, names) -> {
          if (detected != truth) {
            wrong.add("%s taken for %s: %s".formatted(truth, detected, names));
          }
        }));
    assertThat(wrong).isEmpty();
    assertThat(matrix.keySet()).containsExactly(Truth.values());
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSeenBesideThePhasesIsWhatIsThere(Trace trace) {
    assertThat(Trace.overlaid(trace.detector())).as(trace.name()).isEqualTo(trace.beside());
  }

  @ParameterizedTest
  @MethodSource("all")
  void grokkingIsClaimedOfTheRunsThatGrokkedAndOfNoOther(Trace trace) {
    boolean grokked =
        trace.truth() == Truth.GROKKING
            || trace.truth() == Truth.COLLAPSED // each of these had grokked before
            || trace.truth() == Truth.LOST;
    assertThat(trace.detector().sightings())
        .filteredOn(sighting -> sighting.kind() == Kind.GROKKING)
        .hasSize(grokked ? 1 : 0);
  }

  /// The sighting and the verdict of the summary are one rule.
  @ParameterizedTest
  @MethodSource("all")
  void theClaimIsTheVerdict(Trace trace) {
    var criterion = KnownRuns.judged(new Accuracy(), trace.task().baseline());
    if (trace.probes().stream().allMatch(p -> p.values().containsKey(Probe.VALIDATION_ACCURACY))) {
      var train = criterion.crossing(Probe.TRAIN);
      var validation = criterion.crossing(Probe.VALIDATION);
      for (var probe : trace.probes()) {
        train.accept(probe.step(), criterion.value(probe, Probe.TRAIN));
        validation.accept(probe.step(), criterion.value(probe, Probe.VALIDATION));
      }
      var detector = trace.detector();
      var verdict =
          VerdictRule.verdict(
              train.crossing().first(),
              validation.crossing().first(),
              detector.phases(),
              detector.sightings(),
              trace.probes().stream().mapToLong(Probe::step).toArray());
      assertThat(detector.sightings())
          .filteredOn(s -> s.kind() == Kind.GROKKING || s.kind() == Kind.COMPREHENSION)
          .allSatisfy(s -> assertThat(s.kind().label()).isEqualTo(verdict.label()));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void droppingTheFutureNeverChangesThePast(Trace trace) {
    var whole = trace.task().detector();
    var said = new ArrayList<List<Finding>>();
    for (var probe : trace.probes()) {
      said.add(trace.feed(whole, List.of(probe)));
    }
    for (int cut = 1; cut < trace.probes().size(); cut += 1 + cut / 3) {
      var part = trace.task().detector();
      assertThat(trace.feed(part, trace.probes().subList(0, cut)))
          .isEqualTo(said.subList(0, cut).stream().flatMap(List::stream).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDetectorThatIsShownTheRecordAgainGoesOnAsIfNothingHadHappened(Trace trace) {
    int cut = trace.probes().size() / 2;
    var first = trace.task().detector();
    trace.feed(first, trace.probes().subList(0, cut));
    var resumed = trace.task().detector();
    trace.feed(resumed, trace.probes().subList(0, cut));
    assertThat(resumed.phases()).isEqualTo(first.phases());
    assertThat(resumed.sightings()).isEqualTo(first.sightings());
    var rest = trace.probes().subList(cut, trace.probes().size());
    assertThat(trace.feed(resumed, rest)).isEqualTo(trace.feed(first, rest));
    assertThat(resumed.sightings()).isEqualTo(trace.detector().sightings());
    assertThat(resumed.phases()).isEqualTo(trace.detector().phases());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyFindingHasASentenceItsStepAndAConfidence(Trace trace) {
    var steps = trace.probes().stream().map(Probe::step).toList();
    var findings = new ArrayList<Finding>(trace.detector().phases());
    findings.addAll(trace.detector().sightings());
    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.evidence()).isNotBlank().doesNotContain("null");
          assertThat(finding.confidence()).isStrictlyBetween(0.0, 1.0);
          assertThat(steps).contains(finding.step());
        });
    assertThat(trace.detector().phases()).extracting(PhaseSpan::step).isSorted();
  }

  private static String table(Map<Truth, Map<Truth, List<String>>> matrix) {
    var out = new StringBuilder("Rows: truth. Columns: detected.\n%-14s".formatted(""));
    for (var detected : Truth.values()) {
      out.append("%15s".formatted(detected.name().toLowerCase(Locale.ROOT)));
    }
    for (var truth : Truth.values()) {
      out.append("\n%-14s".formatted(truth.name().toLowerCase(Locale.ROOT)));
      for (var detected : Truth.values()) {
        int traces = matrix.getOrDefault(truth, Map.of()).getOrDefault(detected, List.of()).size();
        out.append("%15s".formatted(traces == 0 ? "." : Integer.toString(traces)));
      }
    }
    return out.append('\n').toString();
  }
}
