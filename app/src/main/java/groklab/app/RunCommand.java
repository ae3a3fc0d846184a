package groklab.app;

import groklab.app.console.Console;
import groklab.app.console.Output;
import groklab.app.process.StopSignals;
import groklab.app.process.Threads;
import groklab.app.spec.SpecSource;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import groklab.lab.train.TrainingRun;
import groklab.zoo.recipe.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab run`: trains one network from a recipe or a spec file, or goes on with a run that was
/// interrupted.
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

  @Option(names = "--seed", paramLabel = "N", description = "The seed, instead of the spec's.")
  private @Nullable Long seed;

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
          "The step of the checkpoint to begin with. With --branch: any, by default the newest."
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
        var stop = new StopSignals(() -> console.err().println(stopping()));
        TrainingRun run = open()) {
      return new RunSession(console, output, workers()).train(run, stop);
    }
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
    RunSpec spec = readSpec();
    return TrainingRun.start(spec, out == null ? defaultDirectory(spec) : out, workers());
  }

  private TrainingRun openBranch(RunDirectory parent) {
    List<Long> steps = parent.checkpointSteps();
    if (at == null && steps.isEmpty()) {
      throw refusal("the run in %s has no checkpoint to begin with".formatted(parent.path()));
    }
    long from = at == null ? steps.getLast() : at;
    RunSpec spec = Recipes.reader().override(TrainingRun.specAt(parent, from), overrides());
    return TrainingRun.branch(
        parent, from, spec, out == null ? defaultDirectory(spec) : out, workers());
  }

  private RunSpec readSpec() {
    String source = what == null ? DEFAULT_RECIPE : what;
    return SpecSource.read(source, overrides());
  }

  private List<String> overrides() {
    List<String> all = new ArrayList<>(overrides);
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
    if (resume != null) {
      refuseBeside(branch, "--branch");
      refuseBeside(what, "a recipe or spec file");
      refuseBeside(overrides.isEmpty() ? null : overrides, "--set");
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
