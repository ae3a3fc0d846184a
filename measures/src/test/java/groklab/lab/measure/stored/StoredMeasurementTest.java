package groklab.lab.measure.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import groklab.lab.kind.SpecException;
import groklab.lab.measure.Catalogue;
import groklab.lab.measure.Comparison;
import groklab.lab.model.Network;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.RunEvent;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.measures.Subjects;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredMeasurementTest {
  private static final String RUN =
      "[probes]\nmeasures = [\"all\"]\n[budget]\nsteps = 40\nstopWhen = \"never\"\n";

  @TempDir private Path folder;

  private static final RunObserver NOBODY =
      new RunObserver() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void event(RunEvent event) {}
      };

  private RunDirectory run(String toml) {
    Path path = folder.resolve("run");
    try (TrainingRun run = TrainingRun.start(new SpecReader().parse(toml + RUN), path, 1)) {
      run.run(NOBODY, () -> false);
    }
    return RunDirectory.open(path);
  }

  private static StoredMeasurement measure(
      StoredFiles files, Optional<RunSpec> spec, String... names) {
    return StoredMeasurement.of(files, spec, Catalogue.select(List.of(names), "--measure"), 2);
  }

  /// A transformer in float32 and a perceptron in float64; one thread live, two from the
  /// checkpoint.
  @ParameterizedTest
  @ValueSource(strings = {Subjects.TRANSFORMER, Subjects.PERCEPTRON})
  void checkpointsGiveTheNumbersThatWereRecordedLive(String toml) {
    RunDirectory run = run(toml);
    Map<Long, Probe> live = new TreeMap<>();
    run.readMetrics().forEach(probe -> live.put(probe.step(), probe));
    StoredMeasurement stored = measure(StoredFiles.at(run.path()), Optional.empty(), "all");
    int compared = 0;
    for (StoredMeasurement.Row row : stored.rows()) {
      Probe probe = live.get(row.file().step().orElseThrow());
      if (probe != null) {
        assertThat(row.values()).containsAllEntriesOf(withoutTheWay(probe));
        assertThat(row.measured().lists()).containsAllEntriesOf(probe.lists());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5);
    var last = new LinkedHashMap<>(stored.rows().getLast().values());
    last.keySet().removeIf(name -> Catalogue.find(name).orElseThrow() instanceof Comparison<?>);
    assertThat(last)
        .isEqualTo(withoutTheWay(run.readMetrics().getLast()))
        .hasSizeLessThan(stored.rows().getLast().values().size());
  }

  /// What is a function of the weights of the step; the highest loss since the last probe is not.
  private static Map<String, Double> withoutTheWay(Probe probe) {
    var values = new LinkedHashMap<>(probe.values());
    values.remove(Probe.TRAIN_LOSS_MAX);
    return values;
  }

  @Test
  void whatIsNotDefinedSaysWhyAndTheOthersAreTaken() {
    Path file = folder.resolve("odd.safetensors");
    float[] holed = new float[400];
    holed[7] = Float.NaN;
    Safetensors.write(
        file,
        Map.of(
            "zeros", new Tensor.F32(new int[] {20, 20}, new float[400]),
            "holed", new Tensor.F32(new int[] {20, 20}, holed)),
        Map.of());
    var row = measure(StoredFiles.at(file), Optional.empty(), "spectrum", "loss").rows().getFirst();
    assertThat(row.values())
        .containsEntry("spectrum.rank.zeros", 0.0)
        .containsEntry("spectrum.norm.zeros", 0.0)
        .containsEntry("spectrum.rank.holed", Double.NaN)
        .containsEntry("spectrum.alpha.holed", Double.NaN)
        .containsEntry("spectrum.detX.zeros", Double.NaN);
    assertThat(row.whyUndefined("spectrum.rank.holed")).isEqualTo("a weight is not finite");
    assertThat(row.whyUndefined("spectrum.detX.zeros")).isEqualTo("all weights are 0");
    assertThat(row.whyUndefined("spectrum.alpha.zeros")).contains("eigenvalues above 1.0E-5");
    assertThat(row.whyUndefined("spectrum.traps.holed")).contains("neither bulk nor outliers");
  }

  @Test
  void aMeasureThatDoesNotApplyDoesNotKeepTheOthersFromBeingTaken() throws IOException {
    StoredFiles files = StoredFiles.at(weights("one.safetensors", 1));
    var stored = measure(files, Optional.empty(), "weights.l2", "loss", "accuracy");
    assertThat(stored.rows().getFirst().values()).containsKey("weights.l2");
    assertThat(stored.notApplicable()).containsOnlyKeys("loss", "accuracy");
    assertThatThrownBy(() -> measure(files, Optional.empty(), "loss", "accuracy"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("The measure accuracy does not apply: ")
        .hasMessageContaining("The measure loss does not apply: ");
  }

  /// The unembedding as a PyTorch `Linear` stores it, under names of another program.
  @Test
  void foreignNamesAndMatricesTheOtherWayRoundAreRenamed() {
    RunDirectory run = run(Subjects.TRANSFORMER);
    Map<String, Tensor> theirs = new TreeMap<>();
    run.readCheckpoint(40).weights().forEach((name, t) -> theirs.put("net." + name, t));
    if (!(theirs.remove("net.unembed.W_U") instanceof Tensor.F32(int[] shape, float[] data))) {
      throw new AssertionError("the unembedding is not in float32");
    }
    float[] turned = new float[data.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i % shape[1] * shape[0] + i / shape[1]] = data[i];
    }
    theirs.put("head.weight", new Tensor.F32(new int[] {shape[1], shape[0]}, turned));
    Path file = folder.resolve("theirs.safetensors");
    Safetensors.write(file, theirs, Map.of());
    List<String> renames = new ArrayList<>(List.of("head.weight^T=unembed.W_U"));
    theirs.keySet().stream()
        .filter(name -> name.startsWith("net."))
        .forEach(name -> renames.add(name + "=" + name.substring("net.".length())));
    StoredFiles files = StoredFiles.at(file).renamed(Renames.parse(renames));
    Optional<RunSpec> spec = Optional.of(run.readSpec());
    assertThat(measure(files, spec, "loss").rows().getFirst().values())
        .isEqualTo(
            measure(StoredFiles.at(run.path()), Optional.empty(), "loss")
                .rows()
                .getLast()
                .values());
    assertThatThrownBy(() -> measure(StoredFiles.at(file), spec, "loss"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected embed.W_E [")
        .hasMessageContaining("it has head.weight [")
        .hasMessageEndingWith("--rename THEIRS=OURS gives a tensor our name");
    assertThatThrownBy(() -> measure(files.renamed(Renames.parse(List.of("hed=x"))), spec, "loss"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--rename names the tensor hed, which");
    for (String wrong : List.of("x", "=x", "x=")) {
      assertThatThrownBy(() -> Renames.parse(List.of(wrong)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("expected THEIRS=OURS");
    }
  }

  // --- comparisons -------------------------------------------------------------------------------

  @Test
  void aStepIsComparedWithTheOneBeforeAndTheLastWhateverElseIsMeasured() {
    RunDirectory run = run(Subjects.TRANSFORMER);
    String[] names = {"weights.updateRatio", "landscape.barrier", "fourier.finalKeys"};
    StoredFiles files = StoredFiles.at(run.path());
    var all = measure(files, Optional.empty(), names).rows();
    assertThat(all.getFirst().values().keySet())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("fourier.finalKeys"));
    assertThat(all.get(1).values())
        .containsKeys("weights.updateRatio", "train.barrier", "validation.barrier.loss.50");
    for (StoredMeasurement.Row row : all) {
      long step = row.file().step().orElseThrow();
      assertThat(measure(files.at(step), Optional.empty(), names).rows())
          .singleElement()
          .extracting(StoredMeasurement.Row::values)
          .isEqualTo(row.values());
    }
    StoredFiles one = StoredFiles.at(run.checkpointFile(40));
    assertThat(measure(one, Optional.empty(), names).rows().getFirst().values())
        .isEqualTo(all.getLast().values())
        .isEqualTo(measure(files.newest(), Optional.empty(), names).rows().getFirst().values());
  }

  /// A step between two checkpoints that are one apart is an update of the optimiser.
  @Test
  void checkpointsOneStepApartGiveTheUpdateToWeightRatio() {
    RunDirectory run = run(Subjects.PERCEPTRON);
    double[] before = elements(run, 1);
    double[] after = elements(run, 2);
    double moved = 0;
    double size = 0;
    for (int i = 0; i < before.length; i++) {
      moved += (after[i] - before[i]) * (after[i] - before[i]);
      size += before[i] * before[i];
    }
    var row =
        measure(StoredFiles.at(run.path()).at(2), Optional.empty(), "weights.updateRatio").rows();
    assertThat(row.getFirst().values().get("weights.updateRatio"))
        .isCloseTo(Math.sqrt(moved / size), within(1e-12));
  }

  private static double[] elements(RunDirectory run, long step) {
    return run.readCheckpoint(step).weights().values().stream()
        .flatMapToDouble(t -> java.util.Arrays.stream(((Tensor.F64) t).data()))
        .toArray();
  }

  private Path weights(String name, double scale) throws IOException {
    Path file = Files.createDirectories(folder.resolve("series")).resolve(name);
    float[] values = {(float) scale, (float) (-2 * scale)};
    Safetensors.write(
        file,
        Map.of(
            "embed.W_E", new Tensor.F32(new int[] {1, 2}, values),
            "other", new Tensor.F32(new int[] {2}, values)),
        Map.of());
    return file;
  }

  @Test
  void weightsAloneAreComparedToo() throws IOException {
    weights("model-10.safetensors", 1);
    Path second = weights("model-30.safetensors", 1.5);
    StoredFiles series = StoredFiles.at(folder.resolve("series"));
    var stored = measure(series, Optional.empty(), "weights.updateRatio", "landscape");
    assertThat(stored.rows().getFirst().values()).isEmpty();
    assertThat(stored.rows().getLast().values())
        .isEqualTo(
            Map.of(
                "weights.updateRatio", 0.025,
                "weights.updateRatio.embed.W_E", 0.025,
                "weights.updateRatio.other", 0.025));
    assertThat(stored.notApplicable())
        .containsEntry(
            "landscape.barrier",
            "it needs the network and its data, which a spec describes (--spec)");
    assertNotCompared(
        StoredFiles.at(second),
        ("it compares two steps, and %s has weights of one only; give a run directory or "
                + "a folder of checkpoints")
            .formatted(second));
  }

  private static void assertNotCompared(StoredFiles files, String why) {
    assertThat(measure(files, Optional.empty(), "weights").notApplicable())
        .containsEntry("weights.updateRatio", why);
    assertThatThrownBy(() -> measure(files, Optional.empty(), "weights.updateRatio"))
        .isInstanceOf(SpecException.class)
        .hasMessage("The measure weights.updateRatio does not apply: " + why);
  }

  @Test
  void filesThatAreNoSeriesAreNotCompared() throws IOException {
    Path first = weights("a-10.safetensors", 1);
    Path same = weights("b-10.safetensors", 2);
    assertNotCompared(
        StoredFiles.at(folder.resolve("series")),
        "it compares two steps, and %s and %s are of the same".formatted(first, same));
    Files.move(same, same.resolveSibling("final.safetensors"));
    assertNotCompared(
        StoredFiles.at(folder.resolve("series")),
        "it compares two steps, and %s has none at the end of its name, as in step-100.safetensors"
            .formatted(same.resolveSibling("final.safetensors")));
    Files.delete(same.resolveSibling("final.safetensors"));
    Path narrow = same.resolveSibling("b-20.safetensors");
    Safetensors.write(
        narrow, Map.of("other", new Tensor.F32(new int[] {1}, new float[1])), Map.of());
    assertNotCompared(
        StoredFiles.at(folder.resolve("series")),
        "it compares tensors by name and shape, and %s has others than %s"
            .formatted(first, narrow));
  }

  @Test
  void aFileInTheFolderOfARunIsKnownToBeItsOwn() {
    RunDirectory run = run(Subjects.TRANSFORMER);
    StoredFiles one = StoredFiles.at(run.checkpointFile(40));
    StoredFiles all = StoredFiles.at(run.path().resolve("checkpoints"));
    assertThat(one.runSpec()).contains(run.readSpec());
    assertThat(all.files()).extracting(StoredFiles.File::step).contains(OptionalLong.of(40));
    assertThat(measure(all.newest(), Optional.empty(), "default").rows().getFirst().values())
        .isEqualTo(measure(one, Optional.empty(), "default").rows().getFirst().values())
        .containsKey("validation.loss");
  }

  // --- foreign weights ---------------------------------------------------------------------------

  enum Type {
    F32,
    F64,
    BF16
  }

  /// The weights of a checkpoint, rounded to what every type can hold, as another program might
  /// write them: in another order, with a mask, integers and zero biases beside them.
  private Path foreign(RunDirectory run, Type type) throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    var own = new ArrayList<>(run.readCheckpoint(40).weights().entrySet());
    Collections.shuffle(own, new Random(7));
    for (var entry : own) {
      var tensor = (Tensor.F32) entry.getValue();
      tensors.put(entry.getKey(), new Tensor.F32(tensor.shape(), rounded(tensor.data())));
    }
    tensors.put("blocks.0.attn.IGNORE", new Tensor.F32(new int[0], new float[] {-1e5f}));
    tensors.put("blocks.0.attn.b_Q", new Tensor.F32(new int[] {2, 4}, new float[8]));
    Path file = folder.resolve("foreign-" + type + ".safetensors");
    write(file, tensors, type);
    return file;
  }

  private static float[] rounded(float[] data) {
    float[] out = new float[data.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.intBitsToFloat(Float.floatToIntBits(data[i]) & 0xffff0000);
    }
    return out;
  }

  /// Independent of our own writer.
  private static void write(Path file, SequencedMap<String, Tensor> tensors, Type type)
      throws IOException {
    int bytes =
        switch (type) {
          case F32 -> 4;
          case F64 -> 8;
          case BF16 -> 2;
        };
    var header = new StringBuilder("{");
    int offset = 0;
    for (var entry : tensors.entrySet()) {
      int end = offset + entry.getValue().count() * bytes;
      header
          .append(offset == 0 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(
                      entry.getKey(),
                      type,
                      java.util.Arrays.toString(entry.getValue().shape()),
                      offset,
                      end));
      offset = end;
    }
    byte[] text =
        header
            .append(
                (",\"blocks.0.attn.mask\":{\"dtype\":\"BOOL\",\"shape\":[1],"
                        + "\"data_offsets\":[%d,%d]}}")
                    .formatted(offset, offset + 1))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    var out = ByteBuffer.allocate(8 + text.length + offset + 1).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(text.length).put(text);
    for (Tensor tensor : tensors.values()) {
      for (float w : ((Tensor.F32) tensor).data()) {
        switch (type) {
          case F32 -> out.putFloat(w);
          case F64 -> out.putDouble(w);
          case BF16 -> out.putShort((short) (Float.floatToIntBits(w) >>> 16));
        }
      }
    }
    Files.write(file, out.array());
  }

  private Path ours(RunDirectory run) {
    Map<String, Tensor> tensors = new TreeMap<>();
    run.readCheckpoint(40)
        .weights()
        .forEach((name, t) ->
            tensors.put(name, new Tensor.F32(t.shape(), rounded(((Tensor.F32) t).data()))));
    Path file = folder.resolve("ours.safetensors");
    Safetensors.write(file, tensors, Map.of());
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void foreignWeightsGiveTheSameNumbersAsOurs(Type type) throws IOException {
    RunDirectory run = run(Subjects.TRANSFORMER);
    Optional<RunSpec> spec = Optional.of(run.readSpec());
    StoredMeasurement ours = measure(StoredFiles.at(ours(run)), spec, "all");
    StoredMeasurement foreign = measure(StoredFiles.at(foreign(run, type)), spec, "all");
    assertThat(foreign.rows().getFirst().values()).isEqualTo(ours.rows().getFirst().values());
    assertThat(foreign.rows().getFirst().values()).containsKeys("train.loss", "gradient.l2");
    assertThat(foreign.remarks())
        .containsExactly(
            "blocks.0.attn.b_Q is left out: the network of the spec has no such bias, and it is"
                + " zero");
  }

  @Test
  void weightsAloneGiveTheNumbersOfWeights() throws IOException {
    RunDirectory run = run(Subjects.TRANSFORMER);
    Path file = run.checkpointFile(40);
    Path alone = Files.copy(file, folder.resolve("alone.safetensors"));
    StoredMeasurement known = measure(StoredFiles.at(file), Optional.empty(), "default");
    StoredMeasurement unknown = measure(StoredFiles.at(alone), Optional.empty(), "default");
    assertThat(known.rows().getFirst().values())
        .containsAllEntriesOf(unknown.rows().getFirst().values());
    assertThat(unknown.rows().getFirst().values())
        .containsKeys("weights.l2", "spectrum.stableRank.embed.W_E");
    assertThat(unknown.notApplicable().keySet())
        .contains("loss", "accuracy", "brier", "margin", "fourier.restrictedLoss")
        .doesNotContain("weights.l2", "spectrum.stableRank");
    assertThat(unknown.notApplicable())
        .containsEntry(
            "loss", "it needs the network and its data, which a spec describes (--spec)");
  }

  @Test
  void whatDoesNotFitIsRefusedWithASentence() throws IOException {
    RunDirectory run = run(Subjects.TRANSFORMER);
    Path file = ours(run);
    StoredFiles files = StoredFiles.at(file);
    assertThatThrownBy(() -> measure(files, Optional.empty(), "loss"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "The measure loss does not apply: it needs the network and its data, which a spec"
                + " describes (--spec)");
    RunSpec wider = new SpecReader().override(run.readSpec(), List.of("model.mlpWidth=16"));
    assertThatThrownBy(() -> measure(files, Optional.of(wider), "loss"))
        .hasMessageContaining(
            "blocks.0.mlp.W_in of shape [8, 12], but the network of the spec run has it of shape"
                + " [8, 16]");
    RunSpec deeper = new SpecReader().override(run.readSpec(), List.of("model.layers=2"));
    assertThatThrownBy(() -> measure(files, Optional.of(deeper), "loss"))
        .hasMessageContaining("has no tensor blocks.1.attn.W_Q");
    RunSpec lacking = new SpecReader().override(run.readSpec(), List.of("model.mlpBias=false"));
    assertThatThrownBy(() -> measure(files, Optional.of(lacking), "loss"))
        .hasMessageContaining(
            "has a tensor blocks.0.mlp.b_in, which the network of the spec run has not");
    assertThatThrownBy(() -> measure(StoredFiles.at(run.path()), Optional.of(wider), "loss"))
        .hasMessageContaining("leave out --spec");
    assertThatThrownBy(() -> StoredFiles.at(run.path()).at(39))
        .hasMessageContaining(
            "has no weights of step 39; there are those of step 0, step 1, step 2");
    assertThatThrownBy(() -> StoredFiles.at(Files.createDirectory(folder.resolve("empty"))))
        .hasMessageContaining("is neither a run directory nor a folder with .safetensors files");
    assertThatThrownBy(() -> StoredFiles.at(run.specFile()))
        .hasMessageContaining("is not a safetensors file");
    assertThatThrownBy(() -> StoredFiles.at(folder.resolve("none")))
        .hasMessageContaining("There is no file or folder");
  }

  @Test
  void float64WeightsThatFloat32CannotHoldAreNotRounded() {
    RunSpec spec = new SpecReader().parse(Subjects.PERCEPTRON.replace("float64", "float32"));
    RunDirectory run = run(Subjects.PERCEPTRON);
    Path copy = folder.resolve("exact.safetensors");
    Safetensors.write(copy, run.readCheckpoint(40).weights(), Map.of());
    assertThatThrownBy(() -> measure(StoredFiles.at(copy), Optional.of(spec), "loss"))
        .hasMessageContaining("float32 cannot hold it; write --set training.precision=float64");
  }

  // --- names -------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[task]\n"
            + "modulus = 5\n"
            + "[model]\n"
            + "layers = 12\n"
            + "width = 4\n"
            + "heads = 2\n"
            + "mlpWidth = 4\n"
            + "norm = \"pre\"\n"
            + "finalNorm = true\n"
            + "attentionBias = true\n"
            + "unembedBias = true\n",
        "[task]\n"
            + "modulus = 5\n"
            + "tokens = \"pair\"\n"
            + "[model]\n"
            + "kind = \"mlp\"\n"
            + "input = \"embedding\"\n"
            + "embeddingWidth = 3\n"
            + "hiddenLayers = 11\n"
            + "width = 4\n"
      })
  void namesAloneTellTheOrderAndTheMatrixOfEveryParameter(String toml) {
    RunSpec spec = new SpecReader().parse(toml);
    Network network = spec.model().network(spec.problem());
    List<String> names = new ArrayList<>(network.parameters().stream().map(t -> t.name()).toList());
    List<String> expected = List.copyOf(names);
    Collections.shuffle(names, new Random(1));
    names.sort(TensorOrder.COMPARATOR);
    assertThat(names).isEqualTo(expected);
    for (var t : network.parameters()) {
      double[] matrix = new Random(2).doubles(t.view().size()).toArray();
      int[] shape = t.shape().stream().mapToInt(Integer::intValue).toArray();
      var stored = new StoredWeights.Stored(shape, t.toStored(matrix));
      var found = WeightMatrix.of(t.name(), stored);
      assertThat(found.rows()).as(t.name()).isEqualTo(t.view().rows());
      assertThat(found.values()).isEqualTo(matrix);
    }
  }
}
