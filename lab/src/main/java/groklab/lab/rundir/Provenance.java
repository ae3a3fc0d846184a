package groklab.lab.rundir;

import groklab.lab.file.Json;
import groklab.lab.file.Sum;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// `provenance.json`: where a result came from. None of it has an effect on the result; that is
/// what the spec is for.
///
/// @param groklab version of Groklab
/// @param gitCommit commit of Groklab, if the build knew it (`-Dgroklab.commit=...`, which the
///     launcher gives); `-modified` behind it where the sources were changed
/// @param jdk version and vendor of the Java runtime
/// @param os name and version of the operating system
/// @param architecture of the processor, as the Java runtime calls it
/// @param cpu model name, if the system tells it
/// @param processors logical processors that the Java runtime may use
/// @param kernels name of the kernels in use, with their vector width
/// @param specSha256 SHA-256 of `spec.toml`
/// @param resumedAt every time the run went on from a checkpoint
/// @param secondsTrained time spent training, over all resumptions, as far as checkpoints recorded
///     it
/// @param probes what the probes cost; empty = the run was made by a Groklab that did not account
///     for them
/// @param process the process that writes the run, see [RunProcess]; empty where the system does
///     not tell, or in runs of an older Groklab
/// @param endedAt when the run ended or was interrupted last; empty = it runs, or was killed
public record Provenance(
    String groklab,
    Optional<String> gitCommit,
    String jdk,
    String os,
    String architecture,
    Optional<String> cpu,
    int processors,
    String kernels,
    int threads,
    long seed,
    String specSha256,
    Instant startedAt,
    List<Instant> resumedAt,
    double secondsTrained,
    Optional<ProbeAccount> probes,
    Optional<String> process,
    Optional<Instant> endedAt) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  public Provenance {
    resumedAt = List.copyOf(resumedAt);
  }

  /// Of a run that starts now on this machine.
  public static Provenance starting(RunSpec spec, String kernels, int threads, Instant now) {
    var build = buildProperties();
    return new Provenance(
        build.getProperty("version"),
        Optional.of(build.getProperty("commit")).filter(commit -> !commit.equals("unknown")),
        Runtime.version() + " " + System.getProperty("java.vendor"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        kernels,
        threads,
        spec.seed(),
        Sum.of(SpecWriter.write(spec).getBytes(StandardCharsets.UTF_8)).sha256(),
        now,
        List.of(),
        0,
        Optional.empty(),
        RunProcess.here(),
        Optional.empty());
  }

  /// Of this run going on at `now`, on the machine of `here`; when it first started is kept.
  public Provenance resumed(Provenance here, Instant now) {
    var times = new ArrayList<>(resumedAt);
    times.add(now);
    return new Provenance(
        here.groklab,
        here.gitCommit,
        here.jdk,
        here.os,
        here.architecture,
        here.cpu,
        here.processors,
        here.kernels,
        here.threads,
        here.seed,
        here.specSha256,
        startedAt,
        times,
        secondsTrained,
        probes,
        here.process,
        Optional.empty());
  }

  public Provenance ended(Instant now) {
    return with(secondsTrained, probes, Optional.of(now));
  }

  /// With the time spent training so far.
  public Provenance trained(double seconds) {
    return with(seconds, probes, endedAt);
  }

  /// With what the probes have cost so far.
  public Provenance probed(ProbeAccount account) {
    return with(secondsTrained, Optional.of(account), endedAt);
  }

  private Provenance with(double seconds, Optional<ProbeAccount> account, Optional<Instant> end) {
    return new Provenance(
        groklab,
        gitCommit,
        jdk,
        os,
        architecture,
        cpu,
        processors,
        kernels,
        threads,
        seed,
        specSha256,
        startedAt,
        resumedAt,
        seconds,
        account,
        process,
        end);
  }

  String toJson() {
    var node = Json.object().put("groklab", groklab);
    node.set("gitCommit", Json.text(gitCommit));
    node.put("jdk", jdk).put("os", os).put("architecture", architecture);
    node.set("cpu", Json.text(cpu));
    node.put("processors", processors)
        .put("kernels", kernels)
        .put("threads", threads)
        .put("seed", seed)
        .put("specSha256", specSha256)
        .put("startedAt", startedAt.toString());
    var resumptions = node.putArray("resumedAt");
    resumedAt.forEach(time -> resumptions.add(time.toString()));
    node.set("secondsTrained", Json.number(secondsTrained));
    probes.ifPresent(account -> account.write(node.putObject("probes")));
    node.set("process", Json.text(process));
    node.set("endedAt", Json.text(endedAt.map(Instant::toString)));
    return Json.page(node);
  }

  static Provenance read(Path file) {
    return Json.read(
        file,
        node -> {
          var resumptions = new ArrayList<Instant>();
          Json.listAt(node, "resumedAt").forEach(time -> resumptions.add(instant(time.asString())));
          return new Provenance(
              Json.textAt(node, "groklab"),
              Json.optionalTextAt(node, "gitCommit"),
              Json.textAt(node, "jdk"),
              Json.textAt(node, "os"),
              Json.textAt(node, "architecture"),
              Json.optionalTextAt(node, "cpu"),
              Math.toIntExact(Json.longAt(node, "processors")),
              Json.textAt(node, "kernels"),
              Math.toIntExact(Json.longAt(node, "threads")),
              Json.longAt(node, "seed"),
              Json.textAt(node, "specSha256"),
              instant(Json.textAt(node, "startedAt")),
              resumptions,
              Json.doubleAt(node, "secondsTrained"),
              Optional.ofNullable(node.get("probes"))
                  .map(account -> ProbeAccount.read(Json.object("probes", account))),
              Optional.ofNullable(node.get("process"))
                  .flatMap(any -> Json.optionalTextAt(node, "process")),
              Json.optionalTextAt(node, "endedAt").map(Provenance::instant));
        });
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(text + " is not a time", e);
    }
  }

  private static Properties buildProperties() {
    var properties = new Properties();
    try (var in = Provenance.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("Groklab's jar lacks the resource build.properties");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Groklab's jar cannot be read: build.properties", e);
    }
    return properties;
  }

  /// Linux tells the model; elsewhere it is left open rather than guessed.
  private static Optional<String> cpuModel() {
    if (!Files.isReadable(CPU_INFO)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("The processor's description cannot be read: " + CPU_INFO, e);
    }
  }
}
