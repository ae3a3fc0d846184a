package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Output;
import groklab.app.process.ExitCode;
import groklab.app.process.StopSignals;
import groklab.app.process.Threads;
import groklab.app.spec.SpecSource;
import groklab.lab.kind.Toml;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.rundir.Summary;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.TrainingRun;
import groklab.lab.train.TrainingRun.Outcome;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab run`: trains one network, or one for each of several seeds, from a recipe or a spec
/// file, or goes on with a run that was interrupted.
@Command(
    name = "run",
    description = "Train a network and record how it memorises, waits and generalises.",
    footer = {
      "",
      "Ctrl-C finishes the step, saves everything and says how to go on; a second one ends at once."
    })
final class RunCommand implements Callable<Integer> {
  private static final String DEFAULT_RECIPE = "quickstart";
  private static final Path RUNS = Path.of("runs");

  @Spec private CommandSpec command;
  @ParentCommand private GroklabCommand groklab;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE | FILE.toml",
      description =
          "A name that `groklab list recipes` shows, or a spec file. Default: "
              + DEFAULT_RECIPE
              + ".")
  private @Nullable String what;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Replace a value of the spec, e.g. task.modulus=97. May be given several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description =
          "Let a controller decide while the run goes on, e.g. auto; see groklab list controllers."
              + " May be given several times.")
  private List<String> controllers = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "The seed, instead of the spec's.")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description =
          "A run for each of these seeds, one after the other, and a table of them. With --out, in"
              + " DIR/seedN.")
  private @Nullable String seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; no influence on results. Default: what helps.")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory, new or empty. Default: runs/NAME-seedN, then -2, -3, ...")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with the run in this directory from its newest checkpoint.")
  private @Nullable Path resume;

  @Option(
      names = "--branch",
      paramLabel = "DIR",
      description =
          "Begin with a checkpoint of the run in this directory, and its spec with what --set"
              + " changes.")
  private @Nullable Path branch;

  @Option(
      names = "--at",
      paramLabel = "STEP",
      description =
          "The step of the checkpoint to begin with. With --branch: any there is, by default the"
              + " newest."
              + " With --resume: one before what is damaged; all after it is computed again.")
  private @Nullable Long at;

  @Option(
      names = "--json",
      description = "Write the summary as JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Console console = groklab.console();
    check();
    try (Output output = console.output(json);
        var stop = new StopSignals(() -> console.err().println(stopping()))) {
      var session = new RunSession(console, output, workers());
      return seeds == null ? one(session, output, stop) : several(session, output, stop);
    }
  }

  private int one(RunSession session, Output output, BooleanSupplier stop) {
    try (TrainingRun run = open()) {
      Outcome outcome = session.train(run, stop);
      if (outcome instanceof Outcome.Finished(Summary summary)) {
        output.jsonText(summary.toJson());
      }
      return RunSession.exitCode(outcome);
    }
  }

  /// One run after the other, each with all threads.
  private int several(RunSession session, Output output, BooleanSupplier stop) {
    Map<RunSpec, Path> places = new LinkedHashMap<>();
    for (long each : SeedTable.seeds(Objects.requireNonNull(seeds), this::refusal)) {
      RunSpec spec = readSpec(List.of("seed=" + each));
      places.put(spec, out == null ? defaultDirectory(spec) : out.resolve("seed" + each));
    }
    places.values().stream()
        .filter(Files::exists)
        .findFirst()
        .ifPresent(there -> {
          throw refusal("--out: %s is there already, expected a new folder".formatted(there));
        });
    var table = new SeedTable(places.keySet().iterator().next().task().fresh());
    boolean interrupted = false;
    for (Map.Entry<RunSpec, Path> each : places.entrySet()) {
      interrupted = interrupted || stop.getAsBoolean();
      if (!interrupted) {
        try (TrainingRun run = TrainingRun.start(each.getKey(), each.getValue(), workers())) {
          switch (session.train(run, stop)) {
            case Outcome.Finished(Summary summary) -> table.add(summary);
            case Outcome.Interrupted _ -> interrupted = true;
          }
        }
      }
    }
    table.lines().forEach(output::line);
    output.jsonText(table.json());
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.DONE;
  }

  private static String stopping() {
    return System.lineSeparator()
        + "Finishing this step and saving; another Ctrl-C ends at once and saves nothing.";
  }

  private TrainingRun open() {
    if (resume != null) {
      return at == null
          ? TrainingRun.resume(resume, workers())
          : TrainingRun.resume(resume, at, workers());
    }
    if (branch != null) {
      return openBranch(RunDirectory.openWhole(branch));
    }
    RunSpec spec = readSpec(List.of());
    return TrainingRun.start(spec, out == null ? defaultDirectory(spec) : out, workers());
  }

  private TrainingRun openBranch(RunDirectory parent) {
    List<Long> steps = parent.checkpointSteps();
    if (at == null && steps.isEmpty()) {
      throw refusal("the run in %s has no checkpoint to begin with".formatted(parent.path()));
    }
    long from = at == null ? steps.getLast() : at;
    if (!steps.contains(from)) {
      throw refusal(
          "--at is %,d, and the run in %s has no checkpoint of that step, expected one of %s"
              .formatted(
                  from,
                  parent.path(),
                  steps.stream().map(Object::toString).collect(Collectors.joining(", "))));
    }
    RunSpec spec = Recipes.reader().override(TrainingRun.specAt(parent, from), overrides());
    return TrainingRun.branch(
        parent, from, spec, out == null ? defaultDirectory(spec) : out, workers());
  }

  private RunSpec readSpec(List<String> more) {
    String source = what == null ? DEFAULT_RECIPE : what;
    List<String> all = overrides();
    all.addAll(more);
    return SpecSource.read(source, all);
  }

  private List<String> overrides() {
    List<String> all = new ArrayList<>(overrides);
    if (!controllers.isEmpty()) {
      all.add(
          controllers.stream()
              .map(name -> "{ kind = %s }".formatted(Toml.text(name)))
              .collect(Collectors.joining(", ", "controller=[", "]")));
    }
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return all;
  }

  /// The first of `runs/NAME-seedN`, `runs/NAME-seedN-2`, ... that is not there.
  private static Path defaultDirectory(RunSpec spec) {
    String name = spec.name() + "-seed" + spec.seed();
    return IntStream.iterate(1, n -> n + 1)
        .mapToObj(n -> RUNS.resolve(n == 1 ? name : name + "-" + n))
        .filter(path -> !Files.exists(path))
        .findFirst()
        .orElseThrow();
  }

  private int workers() {
    return Threads.checked(threads, command);
  }

  // --- what does not go together -----------------------------------------------------------------

  private void check() {
    Threads.checked(threads, command);
    if (what != null && what.contains("=")) {
      throw refusal(
          "'%s' is neither a recipe nor a file, write --set before each PATH=VALUE"
              .formatted(what));
    }
    if (out != null && out.toString().isBlank()) {
      throw refusal("--out is empty, expected the name of a new directory");
    }
    if (at != null && branch == null && resume == null) {
      throw refusal("--at names a step of a run, write --branch DIR or --resume DIR too");
    }
    if (branch != null && what != null) {
      throw refusal("--branch goes on with the spec of its run, leave out " + what);
    }
    if (seeds != null && (seed != null || branch != null)) {
      throw refusal(
          "--seeds starts runs of its own, leave out " + (seed != null ? "--seed" : "--branch"));
    }
    if (resume != null) {
      refuseBeside(seeds, "--seeds");
      refuseBeside(branch, "--branch");
      refuseBeside(what, "a recipe or spec file");
      refuseBeside(overrides.isEmpty() ? null : overrides, "--set");
      refuseBeside(controllers.isEmpty() ? null : controllers, "--controller");
      refuseBeside(seed, "--seed");
      refuseBeside(out, "--out");
    }
  }

  private void refuseBeside(@Nullable Object given, String name) {
    if (given != null) {
      throw refusal("--resume goes on with the spec in its run directory, leave out " + name);
    }
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
