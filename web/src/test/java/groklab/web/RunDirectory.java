package groklab.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/// Writes run directories as a training run would leave them, with curves of the usual shape: training accuracy rises
/// as a logistic of log(step) around T_mem, validation accuracy around T_grok; losses and norms follow.
final class RunDirectory {
  private static final List<String> TENSORS = List.of(
      "embed.W_E", "pos_embed.W_pos", "blocks.0.attn.W_Q", "blocks.0.attn.W_K", "blocks.0.attn.W_V", "blocks.0.attn.W_O",
      "blocks.0.mlp.W_in", "blocks.0.mlp.b_in", "blocks.0.mlp.W_out", "blocks.0.mlp.b_out", "unembed.W_U");

  private final Path path;
  private String name = "addition-113";
  private long seed = 0;
  private long memorised = 150;
  private long generalised = 7_100;
  private long end = 10_000;
  private int probes = 500;
  private boolean validation = true;
  private boolean summary = true;
  private boolean spikes = false;
  private String weightDecay = "1.0";

  RunDirectory(Path path) {
    this.path = path;
  }

  RunDirectory name(String newName) {
    name = newName;
    return this;
  }

  RunDirectory seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /// @param newGeneralised 0 = never
  RunDirectory times(long newMemorised, long newGeneralised, long newEnd) {
    memorised = newMemorised;
    generalised = newGeneralised;
    end = newEnd;
    return this;
  }

  RunDirectory probes(int count) {
    probes = count;
    return this;
  }

  RunDirectory withoutValidation() {
    validation = false;
    return this;
  }

  RunDirectory withoutSummary() {
    summary = false;
    return this;
  }

  RunDirectory withSpikes() {
    spikes = true;
    return this;
  }

  RunDirectory weightDecay(String value) {
    weightDecay = value;
    return this;
  }

  Path write() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("spec.toml"), spec());
    Files.writeString(path.resolve("provenance.json"), """
        {"groklab": "0.1.0", "commit": "5ef22a1", "java": {"version": "25.0.3", "vendor": "Eclipse Adoptium"},
         "cpu": "2 cores, AVX-512", "vectorBits": 512, "threads": 2, "seed": %d, "started": "2026-11-22T00:00:00Z"}
        """.formatted(seed));
    Files.writeString(path.resolve("metrics.jsonl"), String.join("\n", metrics()) + "\n");
    Files.writeString(path.resolve("events.jsonl"), events());
    if (summary) {
      Files.writeString(path.resolve("summary.json"), summary());
      Files.writeString(path.resolve("DONE"), "");
    }
    return path;
  }

  private String spec() {
    String quoted = "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return """
        name = %s
        seed = %d

        [task]
        kind = "modular"
        operation = "add"
        modulus = 113
        trainFraction = 0.3
        split = "random"

        [model]
        kind = "transformer"
        layers = 1
        width = 128
        heads = 4
        mlpWidth = 512
        norm = "none"
        activation = "relu"
        init = "nanda"

        [optimizer]
        kind = "adamw"
        learningRate = 1e-3
        weightDecay = %s
        decay = "decoupled"
        beta1 = 0.9
        beta2 = 0.98
        epsilon = 1e-8
        warmupSteps = 10

        [training]
        batch = "full"
        precision = "float32"
        lossPrecision = "float64"

        [budget]
        steps = %d
        stopWhen = "generalised"

        [probes]
        measures = ["default"]
        density = 1.0
        trainThreshold = 0.99
        validationThreshold = 0.95
        """.formatted(quoted, seed, weightDecay, end);
  }

  private List<Long> steps() {
    var steps = new TreeSet<Long>();
    steps.add(0L);
    for (int i = 1; i < probes; i++) {
      steps.add(Math.round(Math.expm1(Math.log1p(end) * i / (probes - 1))));
    }
    for (long step = 1; steps.size() < Math.min(probes, end + 1); step++) {
      steps.add(step * end / Math.max(probes, 1) + 1);
    }
    return List.copyOf(steps);
  }

  private List<String> metrics() {
    var noise = new Random(seed);
    var lines = new ArrayList<String>();
    for (long step : steps()) {
      double train = rise(step, memorised * 0.62, 9);
      double seen = generalised == 0 ? 0.012 : rise(step, generalised * 0.87, 16);
      boolean spike = spikes && step > memorised * 4L && noise.nextInt(90) == 0;
      double trainLoss = (1 - train) * 4.73 + 1e-7 + 0.02 / (1 + step / 40.0) + (spike ? 2 : 0);
      double climb = 17 * rise(step, memorised * 1.6, 2.5);
      double validationLoss = (1 - seen) * (4.73 + climb) + 2e-6 + 0.001 * noise.nextDouble();
      double norm = 42 + 20 * rise(step, memorised, 3) - (generalised == 0 ? 0 : 34 * rise(step, generalised * 0.8, 5));
      var line = new StringBuilder();
      put(line, "train.loss", trainLoss);
      put(line, "train.accuracy", Math.min(1, spike ? train * 0.7 : train));
      put(line, "train.brier", 1 - train);
      put(line, "train.margin", -2 + 14 * train + 3 * noise.nextDouble());
      if (validation) {
        put(line, "validation.loss", validationLoss);
        put(line, "validation.accuracy", Math.clamp(0.009 + 0.991 * seen + 0.002 * noise.nextGaussian(), 0, 1));
        put(line, "validation.brier", 1.9 * (1 - seen));
        put(line, "validation.margin", -9 + 20 * seen + noise.nextDouble());
      }
      put(line, "weights.l2", norm);
      for (int t = 0; t < TENSORS.size(); t++) {
        put(line, "weights.l2." + TENSORS.get(t), norm * (0.12 + 0.04 * t) + noise.nextDouble());
      }
      put(line, "gradients.l2", trainLoss * 0.3 + 1e-6);
      put(line, "updates.l2", 0.02 + 0.2 * trainLoss);
      lines.add("{\"step\":" + step + line + "}");
    }
    return lines;
  }

  private static double rise(long step, double middle, double steepness) {
    double x = Math.log1p(step) - Math.log1p(middle);
    return 1 / (1 + Math.exp(-steepness * x));
  }

  private static void put(StringBuilder line, String name, double value) {
    line.append(String.format(Locale.ROOT, ",\"%s\":%s", name, value));
  }

  private String events() {
    var lines = new StringBuilder();
    lines.append("{\"step\":0,\"type\":\"started\",\"evidence\":\"spec resolved\"}\n");
    if (memorised > 0) {
      lines.append("{\"step\":%d,\"type\":\"memorised\",\"evidence\":\"train accuracy 0.991 >= 0.99\"}\n".formatted(memorised));
    }
    lines.append("{\"step\":%d,\"type\":\"checkpoint\",\"file\":\"checkpoints/step-%d.safetensors\"}\n".formatted(end / 2, end / 2));
    if (generalised > 0 && validation) {
      lines.append("{\"step\":%d,\"type\":\"generalised\",\"evidence\":\"validation accuracy 0.953 >= 0.95\"}\n"
          .formatted(generalised));
    }
    return lines.toString();
  }

  private String summary() {
    boolean grokked = generalised > 0 && validation;
    String found = grokked ? Long.toString(generalised) : "null";
    String phases = "{\"name\":\"confusion\",\"step\":0,\"evidence\":\"train accuracy below 0.5\",\"confidence\":0.99},"
        + "{\"name\":\"memorisation\",\"step\":%d,\"evidence\":\"train accuracy 0.5 to 0.99, validation at chance\",\"confidence\":0.95},"
            .formatted(memorised * 6 / 10)
        + "{\"name\":\"plateau\",\"step\":%d,\"evidence\":\"train accuracy 1.0, validation accuracy 0.009\",\"confidence\":0.97}"
            .formatted(memorised)
        + (grokked
            ? ",{\"name\":\"transition\",\"step\":%d,\"evidence\":\"validation accuracy rises from 0.06\",\"confidence\":0.8}"
                    .formatted(generalised * 3 / 4)
                + ",{\"name\":\"generalised\",\"step\":%d,\"evidence\":\"validation accuracy 0.953 and rising\",\"confidence\":0.98}"
                    .formatted(generalised)
            : "");
    return """
        {"recipe": "quickstart", "seed": %d, "steps": %d, "seconds": 41.7, "stepsPerSecond": %.1f,
         "memorizedAt": %d, "memorizedAtStable": %d, "generalizedAt": %s, "generalizedAtStable": %s,
         "delayRatio": %s, "verdict": "%s", "phases": [%s],
         "trainLoss": 1.2e-7, "validationLoss": %s, "trainAccuracy": 1.0, "validationAccuracy": %s,
         "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
        """.formatted(seed, end, end / 41.7, memorised, memorised, found, found,
        grokked ? Double.toString((double) generalised / memorised) : "null",
        grokked ? "grokking" : "memorisation", phases,
        validation ? "2.5e-6" : "null", validation ? (grokked ? "0.999" : "0.012") : "null");
  }
}
