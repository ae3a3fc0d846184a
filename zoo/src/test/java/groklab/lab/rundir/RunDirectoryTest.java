package groklab.lab.rundir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import groklab.lab.UserError;
import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.Crossing;
import groklab.lab.criterion.LossShare;
import groklab.lab.criterion.Rise;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.criterion.Thresholds;
import groklab.lab.file.AtomicFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Sum;
import groklab.lab.file.Tensor;
import groklab.lab.phase.Evidence;
import groklab.lab.phase.Phase;
import groklab.lab.phase.PhaseSpan;
import groklab.lab.phase.Search;
import groklab.lab.phase.Sighting;
import groklab.lab.phase.Verdict;
import groklab.lab.probe.Probe;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
  private static final RunSpec SPEC = new SpecReader().parse("name = \"mine\"\nseed = 4");

  @TempDir Path temporary;

  private RunDirectory create() {
    return RunDirectory.create(temporary.resolve("runs/mine"), SPEC);
  }

  private static Checkpoint checkpoint(long step, float weight) {
    return new Checkpoint(
        step,
        new TreeMap<>(
            Map.of("embed.W_E", new Tensor.F32(new int[] {1, 2}, new float[] {1, weight}))),
        new TreeMap<>(Map.of("first.embed.W_E", new Tensor.F32(new int[] {1, 2}, new float[2]))));
  }

  /// What was recorded before plays no part here.
  private static final Sum NOTHING = Sum.of(new byte[0]);

  private static final Sums PAST = new Sums(NOTHING, NOTHING, NOTHING, NOTHING, Optional.empty());

  @Test
  void aNewDirectoryHoldsTheResolvedSpec() {
    create();
    var opened = RunDirectory.open(temporary.resolve("runs/mine"));
    assertThat(opened.readSpec()).isEqualTo(SPEC);
    assertThat(opened.isDone()).isFalse();
    opened.markDone();
    assertThat(opened.isDone()).isTrue();
  }

  @Test
  void anEmptyDirectoryIsTakenAndAnyOtherIsRefused() throws IOException {
    var empty = Files.createDirectory(temporary.resolve("empty"));
    RunDirectory.create(empty, SPEC);
    assertThatThrownBy(() -> RunDirectory.create(empty, SPEC))
        .isInstanceOf(RunFileException.class)
        .hasMessage(
            ("%s exists and is not empty; a run does not overwrite another; write e.g. "
                    + "--out %s-2, or --resume %s")
                .formatted(empty, empty, empty));
    var file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> RunDirectory.create(file, SPEC))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("is a file; expected the name of a new directory");
    assertThatThrownBy(() -> RunDirectory.create(file.resolve("below"), SPEC))
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("was not written");
  }

  @Test
  void whatThePersonCanMendIsBadInputAndWhatTheFileSystemDoesIsAFailure() throws IOException {
    var file = Files.createFile(temporary.resolve("file"));
    assertThat(exitCode(() -> RunDirectory.create(file, SPEC))).isEqualTo(UserError.BAD_INPUT);
    assertThat(exitCode(() -> RunDirectory.open(temporary))).isEqualTo(UserError.BAD_INPUT);
    assertThat(exitCode(() -> create().readSummary())).isEqualTo(UserError.BAD_INPUT);
    assertThat(exitCode(() -> RunDirectory.create(file.resolve("below"), SPEC)))
        .isEqualTo(UserError.FAILED);
  }

  private static int exitCode(ThrowingCallable call) {
    return catchThrowableOfType(RunFileException.class, call).exitCode();
  }

  @Test
  void whatIsNoRunDirectoryIsNotOpened() {
    assertThatThrownBy(() -> RunDirectory.open(temporary.resolve("none")))
        .hasMessage("There is no run directory %s; check the path", temporary.resolve("none"));
    assertThatThrownBy(() -> RunDirectory.open(temporary))
        .hasMessage(
            "%s is not a run directory: it has no spec.toml; expected one that groklab run has"
                + " made",
            temporary);
  }

  @Test
  void theNewestCheckpointIsReadBack() {
    var directory = create();
    assertThat(directory.latestCheckpoint()).isEmpty();
    directory.writeCheckpoint(checkpoint(9, 3), PAST);
    directory.writeCheckpoint(checkpoint(100, 5), PAST);
    assertThat(directory.checkpointSteps()).containsExactly(9L, 100L);
    var latest = directory.latestCheckpoint().orElseThrow();
    assertThat(latest.step()).isEqualTo(100);
    assertThat(((Tensor.F32) Objects.requireNonNull(latest.weights().get("embed.W_E"))).data())
        .containsExactly(1, 5);
    assertThat(latest.weights()).hasSize(1);
    assertThat(latest.optimizer().keySet()).containsExactly("first.embed.W_E");
  }

  @Test
  void aTruncatedOrRenamedCheckpointIsNotPassedOver() throws IOException {
    var directory = create();
    directory.writeCheckpoint(checkpoint(9, 3), PAST);
    directory.writeCheckpoint(checkpoint(100, 5), PAST);
    var bytes = Files.readAllBytes(directory.checkpointFile(100));
    Files.write(directory.checkpointFile(100), Arrays.copyOf(bytes, bytes.length - 3));
    assertThatThrownBy(directory::latestCheckpoint)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("step-100.safetensors is not a whole safetensors file");
    Files.move(directory.checkpointFile(9), directory.checkpointFile(200));
    assertThatThrownBy(directory::latestCheckpoint)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("says that it is of step 9; expected 200");
  }

  @Test
  void aCheckpointOfALaterVersionIsRefusedWithWhatIsRead() throws IOException {
    var directory = create();
    directory.writeCheckpoint(checkpoint(9, 3), PAST);
    Path file = directory.checkpointFile(9);
    Safetensors.write(
        file, checkpoint(9, 3).weights(), Map.of("format", "groklab-checkpoint-3", "step", "9"));
    assertThatThrownBy(() -> directory.readCheckpoint(9))
        .isInstanceOf(RunFileException.class)
        .hasMessage(
            file
                + " is of format groklab-checkpoint-3, and this version of Groklab reads"
                + " groklab-checkpoint-1 and groklab-checkpoint-2; use the version that wrote it");
  }

  @Test
  void partialFilesAreNoCheckpoints() throws IOException {
    var directory = create();
    Files.createFile(temporary.resolve("runs/mine/checkpoints/step-5.safetensors.partial"));
    assertThat(directory.checkpointSteps()).isEmpty();
    directory.writeCheckpoint(checkpoint(5, 1), PAST);
    assertThat(directory.checkpointSteps()).containsExactly(5L);
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    var file = Files.writeString(temporary.resolve("summary.json"), "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[100]));
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(RunFileException.class)
        .hasMessage(
            "The disk is full, so %s was not written; the file is as it was before and everything"
                + " written earlier is safe; free some space",
            file);
    assertThat(file).hasContent("old");
    try (var files = Files.list(temporary)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aSummaryFromBeforeThereWereSightingsHasNone() throws IOException {
    var directory = create();
    Files.writeString(
        directory.summaryFile(),
        """
        {"recipe":"old","seed":0,"steps":9,"seconds":1,"stepsPerSecond":9,"memorizedAt":null,
        "memorizedAtStable":null,"generalizedAt":null,"generalizedAtStable":null,"delayRatio":null,
        "verdict":"confusion","phases":[{"name":"confusion","step":0,"evidence":"e","confidence":0.5}],
        "trainLoss":1,"validationLoss":1,"trainAccuracy":0,"validationAccuracy":0,"digest":"d"}
        """);
    var summary = directory.readSummary();
    assertThat(summary.course().sightings()).isEmpty();
    assertThat(summary.course().transitions()).isEmpty();
    assertThat(summary.outcome().criterion()).isEmpty();
    assertThat(summary.outcome().verdictLiu2022()).hasValue(Verdict.CONFUSION);
    assertThat(summary.course().phases())
        .containsExactly(new PhaseSpan(Phase.CONFUSION, 0, Evidence.of("e"), 0.5));
  }

  @Test
  void aRunFromBeforeThereWereCriteriaIsJudgedByAccuracyAndItsThresholds() {
    var directory =
        RunDirectory.create(
            temporary.resolve("old"), new SpecReader().parse("[probes]\ntrainThreshold = 0.9"));
    assertThat(directory.readCriterion().criterion()).isEqualTo(new Accuracy());
    assertThat(directory.readCriterion().thresholds()).isEqualTo(new Thresholds(0.9, 0.95));
  }

  @Test
  void aCriterionReadsBackAndAnUnknownOneIsRefused() throws IOException {
    var directory = create();
    var criterion =
        new RunCriterion(
            new LossShare(),
            new Thresholds(0.02, 0.1),
            Map.of("validation", Baseline.UNKNOWN.withGuessLoss(2.5)));
    directory.writeCriterion(criterion);
    assertThat(directory.readCriterion()).isEqualTo(criterion);
    Files.writeString(
        directory.criterionFile(),
        Files.readString(directory.criterionFile()).replace("loss-share", "luck"));
    assertThatThrownBy(directory::readCriterion)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("the criterion is luck; expected one of accuracy, loss-share");
  }

  /// As the laboratory wrote it before there were criteria: its verdict is liu2022's.
  @Test
  void theVerdictOfAnOlderSummaryIsReckonedAnew() throws IOException {
    var directory = create();
    Files.writeString(
        directory.summaryFile(),
        """
        {"recipe":"old","seed":0,"steps":782,"seconds":1,"stepsPerSecond":9,"memorizedAt":165,
        "memorizedAtStable":165,"generalizedAt":626,"generalizedAtStable":626,"delayRatio":3.79,
        "verdict":"comprehension","phases":[
        {"name":"confusion","step":0,"evidence":"e","confidence":0.5},
        {"name":"plateau","step":165,"evidence":"e","confidence":0.5},
        {"name":"transition","step":396,"evidence":"e","confidence":0.5},
        {"name":"generalised","step":626,"evidence":"e","confidence":0.5}],"sightings":[],
        "trainLoss":1,"validationLoss":1,"trainAccuracy":1,"validationAccuracy":1,"digest":"d"}
        """);
    var summary = directory.readSummary();
    long[] probes = {0, 165, 200, 396, 626, 782};
    assertThat(summary.verdict(probes)).isEqualTo(Verdict.GROKKING);
    assertThat(summary.outcome().verdictLiu2022()).hasValue(Verdict.COMPREHENSION);
    assertThat(summary.outcome().delayRatio()).hasValue(626.0 / 165);
  }

  @Test
  void aSummaryHasTheNamesOfTheContractAndReadsBack() {
    var directory = create();
    var summary =
        new Summary(
            "mine",
            4,
            new Summary.Training(8000, 12.5, 640),
            new Summary.Outcome(
                Optional.of(
                    KnownCriteria.judged(new LossShare(), Baseline.UNKNOWN.withChance(1.0 / 4))),
                new Crossing(OptionalLong.of(150), OptionalLong.of(150), OptionalLong.of(8000)),
                new Crossing(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(8000)),
                Verdict.MEMORISATION,
                Optional.of(false),
                Optional.of(Verdict.CONFUSION)),
            new Summary.Course(
                List.of(new PhaseSpan(Phase.PLATEAU, 150, Evidence.of("fit"), 0.8)),
                List.of(
                    new Sighting(
                        Sighting.Kind.CIRCUIT_FORMATION,
                        1400,
                        OptionalLong.of(7000),
                        new Evidence(
                            "rises",
                            new LinkedHashMap<>(Map.of("fourier.excludedLoss", 2.5)),
                            List.of("the rest")),
                        0.75)),
                List.of(new Search(Sighting.Kind.LOSS_SPIKES, "none seen")),
                List.of(new Rise(1600, 7000, 0.9, 0.2, 2000, 6000))),
            new Summary.LastProbe(1e-7, Double.NaN, 1, 0.25),
            "abc");
    directory.writeSummary(summary);
    assertThat(directory.readSummary()).isEqualTo(summary);
    assertThat(directory.summaryFile())
        .hasContent(
            """
            {
              "recipe" : "mine",
              "seed" : 4,
              "steps" : 8000,
              "seconds" : 12.5,
              "stepsPerSecond" : 640.0,
              "memorizedAt" : 150,
              "memorizedAtStable" : 150,
              "generalizedAt" : null,
              "generalizedAtStable" : null,
              "delayRatio" : null,
              "verdict" : "memorisation",
              "decided" : false,
              "verdictLiu2022" : "confusion",
              "criterion" : {
                "name" : "loss-share",
                "direction" : "down",
                "stability" : 3,
                "thresholds" : {
                  "train" : 0.01,
                  "validation" : 0.05
                },
                "baselines" : {
                  "train" : {
                    "chance" : 0.25,
                    "lookUp" : null,
                    "guessLoss" : null
                  },
                  "validation" : {
                    "chance" : 0.25,
                    "lookUp" : null,
                    "guessLoss" : null
                  }
                }
              },
              "phases" : [ {
                "name" : "plateau",
                "step" : 150,
                "evidence" : "fit",
                "confidence" : 0.8
              } ],
              "sightings" : [ {
                "name" : "circuit-formation",
                "step" : 1400,
                "until" : 7000,
                "evidence" : "rises",
                "confidence" : 0.75,
                "values" : {
                  "fourier.excludedLoss" : 2.5
                },
                "unknown" : [ "the rest" ]
              } ],
              "lookedFor" : [ {
                "name" : "loss-spikes",
                "words" : "none seen"
              } ],
              "transitions" : [ {
                "fromStep" : 1600,
                "toStep" : 7000,
                "fromValue" : 0.9,
                "toValue" : 0.2,
                "stepAt10" : 2000,
                "stepAt90" : 6000,
                "width" : 4000
              } ],
              "trainLoss" : 1.0E-7,
              "validationLoss" : "NaN",
              "trainAccuracy" : 1.0,
              "validationAccuracy" : 0.25,
              "digest" : "abc"
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}", "{\"recipe\":3}"})
  void aDamagedSummaryOrProvenanceIsOneSentence(String text) throws IOException {
    var directory = create();
    Files.writeString(directory.summaryFile(), text);
    Files.writeString(directory.provenanceFile(), text);
    assertThatThrownBy(directory::readSummary)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("summary.json is damaged: ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(directory::readProvenance)
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("provenance.json is damaged: ");
  }

  @Test
  void provenanceKnowsThisBuildAndReadsBack() {
    var directory = create();
    var start = Instant.parse("2026-01-02T03:04:05.678Z");
    var first = Provenance.starting(SPEC, "vector-512", 2, start);
    assertThat(first.groklab()).matches("\\d+\\.\\d+.*");
    assertThat(first.jdk()).startsWith(Runtime.version().toString());
    assertThat(first.specSha256()).matches("[0-9a-f]{64}");
    assertThat(first.seed()).isEqualTo(4);
    assertThat(first.endedAt()).isEmpty();
    var later = Provenance.starting(SPEC, "plain", 1, start.plusSeconds(60));
    var whole = first.resumed(later, start.plusSeconds(60)).ended(start.plusSeconds(99));
    assertThat(whole.startedAt()).isEqualTo(start);
    assertThat(whole.kernels()).isEqualTo("plain");
    assertThat(whole.resumedAt()).containsExactly(start.plusSeconds(60));
    directory.writeProvenance(whole);
    assertThat(directory.readProvenance()).isEqualTo(whole);
  }

  @Test
  void theDigestIsTheDocumentedHash() {
    var values = new LinkedHashMap<String, Double>();
    values.put("train.loss", 0.5);
    var weights =
        Map.<String, Tensor>of("w", new Tensor.F32(new int[] {1, 2}, new float[] {1, -2}));
    // printf 'w\0F32\0001,2\0\0\0\200\077\0\0\0\300{"step":3,"train.loss":0.5}\n' | sha256sum
    assertThat(Digest.of(weights, List.of(new Probe(3, values))))
        .isEqualTo("0040872cf21e1fa9bc2821d9a1ab5d620843fce4a98f30f9fa50beee8aa78f6d");
  }

  @Test
  void theDigestSeesEveryBitOfWeightsAndMetricsAndNothingElse() throws IOException {
    var directory = create();
    directory.writeCheckpoint(checkpoint(9, 3), PAST);
    try (var metrics = directory.openMetrics()) {
      metrics.append(new Probe(0, new LinkedHashMap<>(Map.of("train.loss", 0.1))));
    }
    var digest = directory.digest();
    directory.writeProvenance(Provenance.starting(SPEC, "plain", 1, Instant.EPOCH));
    Files.writeString(directory.metricsFile(), "{\"step\" : 0, \"train.loss\" : 1.0e-1}\n");
    assertThat(directory.digest()).isEqualTo(digest);
    Files.writeString(directory.metricsFile(), "{\"step\":0,\"train.loss\":0.10000000000000002}\n");
    assertThat(directory.digest()).isNotEqualTo(digest);
    Files.writeString(directory.metricsFile(), "{\"step\":0,\"train.loss\":0.1}\n");
    directory.writeCheckpoint(checkpoint(9, Math.nextUp(3f)), PAST);
    assertThat(directory.digest()).isNotEqualTo(digest);
  }

  @Test
  void aRunWithoutACheckpointHasNoDigest() {
    assertThatThrownBy(() -> create().digest())
        .isInstanceOf(RunFileException.class)
        .hasMessageContaining("has no checkpoint yet");
  }
}
