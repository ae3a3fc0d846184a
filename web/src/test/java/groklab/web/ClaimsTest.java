package groklab.web;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.Provenance;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.BranchSpec;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a page says of a run is what the run's record says: thirty made-up runs of ten kinds, with
/// times drawn by a seed.
class ClaimsTest {
  private static final int TIMES = 3;
  private static final long BRANCH = 256;

  @TempDir private Path folder;

  /// What happens in a run: when each set reaches its threshold and when it is lost again; -1 =
  /// never.
  ///
  /// @param branched whether it is a branch that began at step [#BRANCH]
  /// @param accuracy whether it has accuracies
  private record Kind(
      String name,
      long memorised,
      long generalised,
      long lost,
      boolean branched,
      boolean accuracy) {}

  private static List<Kind> kinds(SplittableRandom random) {
    long early = 10L + random.nextInt(100);
    long late = 300L + random.nextInt(3_000);
    return List.of(
        new Kind("never memorised", -1, -1, -1, false, true),
        new Kind("never generalised", early, -1, -1, false, true),
        new Kind("grokked", early, late, -1, false, true),
        new Kind("together", early, early, -1, false, true),
        new Kind("generalised first", late, early, -1, false, true),
        new Kind("diverged", early, -1, late, false, true),
        new Kind("collapsed", early, late, 2 * late, false, true),
        new Kind("by loss", early, late, -1, false, false),
        new Kind("branch of a memorised run", early, late, -1, true, true),
        new Kind("branch that never generalised", late, -1, -1, true, true));
  }

  @TestFactory
  Stream<DynamicTest> noSentenceOfAPageIsFalse() {
    return IntStream.range(0, TIMES)
        .boxed()
        .flatMap(time ->
            kinds(new SplittableRandom(time)).stream()
                .map(kind ->
                    DynamicTest.dynamicTest(
                        kind.name() + " " + time,
                        () -> check(kind, write(kind, folder.resolve(kind.name() + time))))));
  }

  // --- the run -----------------------------------------------------------------------------------

  private static RunDirectory write(Kind kind, Path path) {
    RunSpec spec = new SpecReader().parse("name = \"made-up\"\n[budget]\nsteps = 9000\n");
    if (kind.branched()) {
      spec = spec.branchedFrom(new BranchSpec("parent", BRANCH, "0".repeat(64)));
    }
    var run = RunDirectory.create(path, spec);
    run.writeCriterion(criterion(kind));
    run.writeProvenance(Provenance.starting(spec, "plain", 1, Instant.EPOCH));
    try (var metrics = run.openMetrics()) {
      steps(kind).forEach(step -> metrics.append(probe(kind, step)));
    }
    return run;
  }

  private static RunCriterion criterion(Kind kind) {
    if (kind.accuracy()) {
      return RunCriterion.usual(new Accuracy());
    }
    var share = new LossShare();
    var baseline = Baseline.UNKNOWN.withGuessLoss(4);
    return new RunCriterion(
        share, share.thresholds(), Map.of(Probe.TRAIN, baseline, Probe.VALIDATION, baseline));
  }

  /// Doubling, with every step at which something happens.
  private static List<Long> steps(Kind kind) {
    return Stream.concat(
            Stream.of(0L, kind.memorised(), kind.generalised(), kind.lost(), BRANCH),
            Stream.iterate(1L, step -> step < 9_000, step -> 2 * step))
        .filter(step -> step >= 0)
        .distinct()
        .sorted()
        .toList();
  }

  private static Probe probe(Kind kind, long step) {
    boolean lost = kind.lost() >= 0 && step >= kind.lost();
    boolean trained = kind.memorised() >= 0 && step >= kind.memorised();
    boolean understood = kind.generalised() >= 0 && step >= kind.generalised() && !lost;
    boolean diverged = lost && kind.generalised() < 0;
    var values = new LinkedHashMap<String, Double>();
    values.put(Probe.TRAIN_LOSS, diverged ? Double.NaN : trained ? 0.001 : 4);
    values.put(Probe.VALIDATION_LOSS, diverged ? Double.NaN : understood ? 0.001 : 5);
    if (kind.accuracy()) {
      values.put(Probe.TRAIN_ACCURACY, trained && !diverged ? 1 : 0.02);
      values.put(Probe.VALIDATION_ACCURACY, understood ? 1 : 0.02);
    }
    return new Probe(step, values);
  }

  // --- what the pages say of it ------------------------------------------------------------------

  private static void check(Kind kind, RunDirectory directory) {
    var run = RunData.read(directory);
    String sentence = Words.verdict(run);
    String head = ReportPage.head(run);
    JsonNode charts = JsonMapper.shared().readTree(ReportPage.charts(run));
    checkMark(charts, "memorised at ", kind.memorised());
    checkMark(charts, "generalised at ", kind.generalised());
    checkSentence(kind, sentence);
    checkDelay(kind, charts, head);
    assertThat(sentence.replace("no grokking", "")).doesNotContain("grokking", "null", "NaN");
    assertThat(head).contains(sentence.substring(0, 30));
    if (!kind.accuracy()) {
      assertThat(head).doesNotContain("%");
      assertThat(charts.at("/panels/0/title").asString()).isEqualTo("Loss share");
    }
    boolean diverged = kind.lost() >= 0 && kind.generalised() < 0;
    assertThat(sentence.contains("It had diverged: from step ")).isEqualTo(diverged);
    if (diverged) {
      assertThat(head).contains("is not a finite number").contains("diverged");
    }
  }

  private static void checkMark(JsonNode charts, String label, long step) {
    var found = new ArrayList<Long>();
    for (JsonNode mark : charts.at("/marks")) {
      if (mark.at("/label").asString().startsWith(label)) {
        assertThat(mark.at("/label").asString())
            .isEqualTo(label + Words.steps(mark.at("/step").longValue()));
        found.add(mark.at("/step").longValue());
      }
    }
    assertThat(found).isEqualTo(step < 0 ? List.of() : List.of(step));
  }

  /// What did not happen is denied, what did is dated.
  private static void checkSentence(Kind kind, String sentence) {
    assertThat(sentence)
        .matches(kind.memorised() < 0 ? ".*(neither memorised|not memorised).*" : ".*memorised.*");
    if (kind.memorised() >= 0) {
      assertThat(sentence).contains(Words.steps(kind.memorised()));
    }
    if (kind.generalised() < 0) {
      assertThat(sentence).containsAnyOf("had not generalised", "nor generalised");
    } else {
      assertThat(sentence).contains("generalised").contains(Words.steps(kind.generalised()));
      assertThat(sentence).doesNotContain("not generalised");
    }
    boolean collapsed = kind.generalised() >= 0 && kind.lost() >= 0;
    assertThat(sentence.contains("It did not hold")).isEqualTo(collapsed);
    assertThat(sentence.startsWith("Branched off from parent at step 256."))
        .isEqualTo(kind.branched());
  }

  /// The band reaches from the one time to the other, or to where the record stops; of a branch it
  /// does not begin before the branch.
  private static void checkDelay(Kind kind, JsonNode charts, String head) {
    Optional<JsonNode> band = Optional.of(charts.at("/delay")).filter(JsonNode::isObject);
    long from = Math.max(kind.memorised(), kind.branched() ? BRANCH : 0);
    boolean later = kind.memorised() >= 0 && (kind.generalised() < 0 || kind.generalised() > from);
    assertThat(band.isPresent()).isEqualTo(later);
    if (band.isPresent()) {
      assertThat(band.get().at("/from").longValue()).isEqualTo(from);
      assertThat(band.get().at("/label").asString().contains("×"))
          .isEqualTo(kind.generalised() >= 0 && !kind.branched());
      var to = kind.generalised() < 0 ? OptionalLong.empty() : OptionalLong.of(kind.generalised());
      to.ifPresent(step -> {
        assertThat(band.get().at("/to").longValue()).isEqualTo(step);
        assertThat(head).contains("<dd>" + Words.steps(step - from));
      });
    }
  }
}
