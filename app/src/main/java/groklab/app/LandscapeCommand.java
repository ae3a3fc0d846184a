package groklab.app;

import groklab.app.console.Output;
import groklab.lab.rundir.RunDirectory;
import groklab.measures.frame.LossLandscape.Profile;
import groklab.measures.frame.LossLandscape.Surface;
import groklab.web.landscape.LandscapeJson;
import groklab.web.landscape.LandscapeTable;
import groklab.web.live.Replays;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab landscape DIR`: the losses away from the path of training, as the dashboard draws them.
@Command(
    name = "landscape",
    description =
        "Compute the losses around a run's path: on the plane through its first, its memorising and"
            + " its generalising weights, or on the straight line between two checkpoints.",
    footer = {
      "",
      "Writes comma-separated values, one line for each point; with --json also the path on the"
          + " plane.",
      "The training objective is train loss + weight decay / 2 * squared norm."
    })
final class LandscapeCommand implements Runnable {
  private static final Pattern LINE = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})");

  @Spec private CommandSpec command;
  @ParentCommand private GroklabCommand groklab;

  @Parameters(paramLabel = "DIR", description = "A run directory with at least three checkpoints.")
  private Path directory;

  @Option(
      names = "--line",
      paramLabel = "FROM..TO",
      description = "The line between the checkpoints of two steps instead of the plane.")
  private @Nullable String line;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json);
        var replays = new Replays()) {
      Path whole = RunDirectory.openWhole(directory).path();
      if (line == null) {
        Surface plane = replays.surface(whole, Replays.LANDSCAPE_POINTS);
        print(output, () -> LandscapeJson.of(plane), () -> LandscapeTable.csv(plane));
      } else {
        Profile between = between(replays, line);
        print(output, () -> LandscapeJson.of(between), () -> LandscapeTable.csv(between));
      }
    }
  }

  private void print(Output output, Supplier<String> asJson, Supplier<String> asTable) {
    if (json) {
      output.jsonText(asJson.get());
    } else {
      output.line(asTable.get());
    }
  }

  private Profile between(Replays replays, String steps) {
    var ends = LINE.matcher(steps);
    if (!ends.matches()) {
      throw new ParameterException(
          command.commandLine(),
          "--line is '%s', expected two steps; write e.g. --line 100..2000".formatted(steps));
    }
    return replays.profile(directory, Long.parseLong(ends.group(1)), Long.parseLong(ends.group(2)));
  }
}
