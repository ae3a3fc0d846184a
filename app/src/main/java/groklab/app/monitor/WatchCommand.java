package groklab.app.monitor;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.StopSignals;
import groklab.lab.file.RunFileException;
import groklab.lab.kind.Suggestion;
import groklab.monitor.diagnosis.Condition;
import groklab.monitor.watch.Hopeless;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab watch PATH`: follows a run of any program that is under way.
@Command(
    name = "watch",
    description = "Follow a run of any program: a line when something changes.",
    footer = {
      "",
      "A line says that a validation set is in another condition, or that a series of an evaluation"
          + " leapt from the level at which it had stood. Nothing is written. Ends by --until,"
          + " --stop-when or --quiet, or by Ctrl-C.",
      "",
      "Exit codes: 0 reached what --until names (or, without it, the log ended), 3 hopeless, 4 the"
          + " log ended before --until was reached."
    })
public final class WatchCommand implements Callable<Integer> {
  private static final double MILLIS = 1000;
  private static final double MINUTE = 60;
  private static final String GENERALISED = "generalised";
  private static final String HOPELESS = "hopeless";

  @ParentCommand private Speaker groklab;
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "PATH", description = "Log file, or folder of one or more.")
  private Path path = Path.of("");

  @Mixin private Known known = new Known();

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Look at the files so often; seldomer where reading takes long. Default: 10.")
  private double every;

  @Option(
      names = "--until",
      paramLabel = "VERDICT",
      description =
          "End when every validation set has it, e.g. generalised (which any of grokked,"
              + " generalised-at-once, generalised-slowly and generalised is).")
  private @Nullable String until;

  @Option(
      names = "--stop-when",
      paramLabel = "hopeless",
      description =
          "End with exit code 3 when training has diverged, no gradient is left, or every"
              + " validation set is overfitted and --patience is spent.")
  private @Nullable String stopWhen;

  @Option(
      names = "--patience",
      paramLabel = "FACTOR",
      description =
          "Overfitting is hopeless at this many times the steps that memorising took."
              + " Default: 100.")
  private double patience = Hopeless.USUAL;

  @Option(
      names = "--quiet",
      paramLabel = "MINUTES",
      description = "End when nothing was logged for so long. Default: never.")
  private @Nullable Double quiet;

  @Option(
      names = "--on-event",
      paramLabel = "PROGRAM",
      description =
          "Start it, without a shell, for each line: its arguments are the event, the run, the"
              + " set or series and the step; the same as JSON is on its standard input.")
  private @Nullable String onEvent;

  @Option(names = "--json", description = "Write a line of JSON for each event.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    check();
    var stopped = new CountDownLatch(1);
    try (Output output = groklab.console().output(json);
        StopSignals _ = new StopSignals(stopped::countDown)) {
      var session =
          new WatchSession(
              path,
              known,
              new WatchSession.Goal(
                  Optional.ofNullable(until).map(WatchCommand::goal),
                  HOPELESS.equals(stopWhen)
                      ? Optional.of(new Hopeless(patience))
                      : Optional.empty(),
                  Optional.ofNullable(quiet).map(each -> duration(each * MINUTE))),
              output,
              Optional.ofNullable(onEvent).map(each -> new EventProgram(each, output)));
      return session.follow(duration(every), stopped);
    }
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  private static Predicate<Condition> goal(String label) {
    return label.equals(GENERALISED)
        ? Condition::isGeneralised
        : condition -> condition.label().equals(label);
  }

  private void check() {
    if (!Files.exists(path)) {
      throw new RunFileException("There is no file or folder %s; check the path".formatted(path));
    }
    if (!(every > 0 && every <= Duration.ofDays(1).toSeconds())) {
      throw wrong("--every is %s, expected seconds above 0 and up to 86400".formatted(every));
    }
    if (!(patience >= 1 && Double.isFinite(patience))) {
      throw wrong("--patience is %s, expected 1 or more, e.g. 100".formatted(patience));
    }
    if (quiet != null && !(quiet > 0 && Double.isFinite(quiet))) {
      throw wrong("--quiet is %s, expected minutes above 0".formatted(quiet));
    }
    if (stopWhen != null && !stopWhen.equals(HOPELESS)) {
      throw wrong("--stop-when is %s, expected hopeless".formatted(stopWhen));
    }
    if (until != null && Arrays.stream(Condition.values()).noneMatch(goal(until))) {
      List<String> labels = Arrays.stream(Condition.values()).map(Condition::label).toList();
      throw wrong(
          "--until is %s, %s"
              .formatted(
                  until,
                  Suggestion.nearest(until, labels)
                      .map("did you mean %s?"::formatted)
                      .orElse("expected one of: " + String.join(", ", labels))));
    }
    if (onEvent != null && !EventProgram.isThere(onEvent)) {
      throw wrong(
          ("--on-event is %s, which is no program: expected the path of one that may be executed,"
                  + " or its name if it is on the PATH; write a script for more than one word")
              .formatted(onEvent));
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
