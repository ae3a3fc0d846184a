package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.StopSignals;
import groklab.app.process.Threads;
import groklab.app.spec.SpecSource;
import groklab.lab.spec.RunSpec;
import groklab.study.tune.Goal;
import groklab.study.tune.Knob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab tune`: settings with which a network generalises sooner.
@Command(
    name = "tune",
    description =
        "Look for settings with which a network generalises sooner, and judge them on seeds that"
            + " nothing was chosen on.",
    footer = {
      "",
      "Ctrl-C drops the runs that are going on and keeps all that have ended; --resume goes on."
    })
public final class TuneCommand implements Callable<Integer> {
  private static final Path TUNES = Path.of("tunes");
  private static final Pattern TIME = Pattern.compile("(?<number>[1-9][0-9]{0,5})(?<unit>[smh])");
  private static final int MOST_SEEDS = 100;
  private static final int MOST_TRIALS = 10_000;

  @Spec private CommandSpec command;
  @ParentCommand private Speaker groklab;

  @Parameters(
      paramLabel = "RECIPE | FILE.toml",
      description = "A name that `groklab list recipes` shows, or a spec file.")
  private String what;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec first. May be given several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "generalizedAt",
      description = "What should come sooner: generalizedAt or memorizedAt. Default: the former.")
  private String goal = "generalizedAt";

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long it may take, all runs together: e.g. 90s, 30m, 2h. Default: 10m.")
  private String budget = "10m";

  @Option(
      names = "--key",
      paramLabel = "PATH=FROM..TO",
      description =
          "Turn this key within a range. May be given several times. Default: weight decay within a"
              + " factor of 16 around its value, learning rate within 8.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "200",
      description = "Candidates at most. Default: 200.")
  private int trials = 200;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seeds that judge the result, 0 to N - 1. Default: 3.")
  private int seeds = 3;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time. Default: one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where runs and result go, new or empty. Default: tunes/NAME.")
  private @Nullable Path out;

  @Option(names = "--resume", description = "Go on with what is in the folder.")
  private boolean resume;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Goal wanted = goal();
    Duration time = time();
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw wrong("--seeds is %d, expected 1 to %d".formatted(seeds, MOST_SEEDS));
    }
    if (trials < 1 || trials > MOST_TRIALS) {
      throw wrong("--trials is %d, expected 1 to %,d".formatted(trials, MOST_TRIALS));
    }
    RunSpec base = SpecSource.read(what, overrides);
    List<Knob> knobs =
        keys.isEmpty()
            ? Knob.usual(base)
            : keys.stream().map(each -> Knob.parse(each, base)).toList();
    int workers =
        threads == null
            ? Runtime.getRuntime().availableProcessors()
            : Threads.checked(threads, command);
    try (Output output = groklab.console().output(json);
        var stop =
            new StopSignals(() -> groklab.console().err().println(SweepCommand.stopping()))) {
      Path folder = out == null ? TUNES.resolve(base.name()) : out;
      var session = new TuneSession(output, folder, new TuneSession.Limits(time, workers), stop);
      return session.run(
          new TuneSession.Question(
              base, knobs, wanted, LongStream.range(0, seeds).boxed().toList(), trials),
          resume);
    }
  }

  private Goal goal() {
    return Arrays.stream(Goal.values())
        .filter(each -> each.label().equals(goal))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "--for is %s, expected %s"
                    .formatted(
                        goal,
                        Arrays.stream(Goal.values())
                            .map(Goal::label)
                            .collect(Collectors.joining(" or ")))));
  }

  private Duration time() {
    Matcher matcher = TIME.matcher(budget);
    if (!matcher.matches()) {
      throw wrong("--budget is %s, expected a time, e.g. 90s, 30m, 2h".formatted(budget));
    }
    long number = Long.parseLong(matcher.group("number"));
    return switch (matcher.group("unit")) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
