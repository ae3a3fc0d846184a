package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.StopSignals;
import groklab.app.process.Threads;
import groklab.lab.kind.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab sweep`: many runs that differ along axes, and what they say together.
@Command(
    name = "sweep",
    description =
        "Run a network at every combination of the axes of a sweep file, and draw where"
            + " it memorises, groks and generalises.",
    footer = {
      "",
      "Ctrl-C drops the runs that are going on and keeps all that have ended; --resume goes on."
    })
public final class SweepCommand implements Callable<Integer> {
  private static final Path SWEEPS = Path.of("sweeps");

  @Spec private CommandSpec command;
  @ParentCommand private Speaker groklab;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.toml | DIR",
      description = "A sweep file, or the folder of a sweep to go on with.")
  private @Nullable Path what;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The sweep's folder, new or empty. Default: sweeps/NAME.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Go on with what is in the folder: run what has not ended yet.")
  private boolean resume;

  @Option(names = "--retry", description = "With --resume: run again what has failed, too.")
  private boolean retry;

  @Option(
      names = "--dry-run",
      description = "Say how many runs there are, how long they take at most, and stop.")
  private boolean dryRun;

  @Option(
      names = "--refine",
      paramLabel = "N",
      description = "Spend N more runs where the verdict changes between neighbouring cells.")
  private int refine;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time; no influence on results. Default: one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "local",
      description = "What runs the runs: local, or spark (see docs/how-to/spark.md).")
  private String engine = "local";

  @Option(
      names = "--master",
      paramLabel = "URL",
      defaultValue = "",
      description = "With --engine spark: the address of the cluster, e.g. local[2].")
  private String master = "";

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Run one of N equal parts, I from 0; env/N takes I from SLURM_ARRAY_TASK_ID or"
              + " JOB_COMPLETION_INDEX.")
  private @Nullable String shard;

  @Option(
      names = "--merge",
      paramLabel = "DIR",
      description = "Collect the parts that shards have left in DIR.")
  private @Nullable Path merge;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    return merge != null || dryRun ? withoutRuns() : run();
  }

  /// Nothing is under way that a signal would have to end in order.
  private int withoutRuns() {
    try (Output output = groklab.console().output(json)) {
      var session = new SweepSession(groklab.console(), output, workers());
      return merge != null ? session.merge(merge) : session.forecast(SweepFile.read(file()));
    }
  }

  private int run() {
    SweepFile file = SweepFile.read(file()); // of a large one this takes long: Ctrl-C ends at once
    try (Output output = groklab.console().output(json);
        var stop = new StopSignals(() -> groklab.console().err().println(stopping()))) {
      return new SweepSession(groklab.console(), output, workers())
          .run(
              file,
              out == null ? folder(file) : out,
              new SweepSession.Order(
                  resume, retry, refine, engine, master, Shard.of(shard, System.getenv())),
              stop);
    }
  }

  /// Runs are independent, so each processor helps, however many there are.
  private int workers() {
    return threads == null
        ? Runtime.getRuntime().availableProcessors()
        : Threads.checked(threads, command);
  }

  /// What Ctrl-C says.
  static String stopping() {
    return System.lineSeparator()
        + "Dropping the runs that are going on; what has ended is kept. Another Ctrl-C ends at"
        + " once.";
  }

  private Path file() {
    if (what == null) {
      throw new ParameterException(
          command.commandLine(), "name a sweep file, e.g. groklab sweep decay-and-share.toml");
    }
    return Files.isDirectory(what) ? what.resolve("sweep.toml") : what;
  }

  /// The folder that was named, or the usual one.
  private Path folder(SweepFile file) {
    return what != null && Files.isDirectory(what) ? what : SWEEPS.resolve(file.sweep().name());
  }

  private void check() {
    SweepSession.engine(engine); // also where no run is begun
    if (refine < 0) {
      throw new ParameterException(
          command.commandLine(), "--refine is %d, expected 0 or more runs".formatted(refine));
    }
    if (retry && !resume) {
      throw new ParameterException(
          command.commandLine(), "--retry runs again what has failed before, write --resume too");
    }
    if (merge != null && what != null) {
      throw new ParameterException(
          command.commandLine(), "--merge takes the question from its folder, leave out " + what);
    }
  }

  /// One of a number of equal parts of a sweep.
  ///
  /// @param index from 0
  record Shard(int index, int count) {
    static final Shard ALL = new Shard(0, 1);

    /// @param environment of the process
    static Shard of(@Nullable String written, Map<String, String> environment) {
      if (written == null) {
        return ALL;
      }
      var parts = written.split("/", -1);
      if (parts.length == 2) {
        String index = parts[0].equals("env") ? fromEnvironment(environment) : parts[0];
        if (index.matches("\\d{1,9}") && parts[1].matches("[1-9]\\d{0,8}")) {
          int i = Integer.parseInt(index);
          int n = Integer.parseInt(parts[1]);
          if (i < n) {
            return new Shard(i, n);
          }
        }
      }
      throw new SpecException(
          "--shard is %s%s; expected I/N with I from 0 to N - 1; write e.g. --shard 0/16"
              .formatted(
                  written,
                  parts[0].equals("env")
                      ? ", and the environment says " + fromEnvironment(environment)
                      : ""));
    }

    private static String fromEnvironment(Map<String, String> environment) {
      for (String name : new String[] {"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"}) {
        String value = environment.get(name);
        if (value != null) {
          return value;
        }
      }
      throw new SpecException(
          "--shard env/N takes its number from SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX, and"
              + " neither is set; write e.g. --shard 0/16");
    }

    boolean isAll() {
      return count == 1;
    }

    /// Its name in the store.
    String part() {
      return isAll() ? "local" : "%d-of-%d".formatted(index, count);
    }
  }
}
