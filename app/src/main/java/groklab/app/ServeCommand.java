package groklab.app;

import groklab.app.console.Output;
import groklab.app.page.Pages;
import groklab.app.process.BrowserWindow;
import groklab.app.process.ExitCode;
import groklab.app.process.StopSignals;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab serve`: the dashboard, until Ctrl-C.
@Command(
    name = "serve",
    description =
        "Open the dashboard: watch runs and sweeps, replay runs, start, stop and branch them.",
    footer = {
      "",
      "It answers on this machine alone. The address that is printed holds a token: with it, a page"
          + " may change things.",
      "Ctrl-C stops the runs that were started from a page, with everything saved."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MOST = 65_535;

  @Spec private CommandSpec command;
  @ParentCommand private GroklabCommand groklab;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8113",
      description = "The port, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "The folder of run directories. Default: ${DEFAULT-VALUE}.")
  private Path runs;

  @Option(
      names = "--sweeps",
      paramLabel = "DIR",
      defaultValue = "sweeps",
      description = "The folder of sweeps. Default: ${DEFAULT-VALUE}.")
  private Path sweeps;

  @Option(
      names = "--foreign",
      paramLabel = "DIR",
      description =
          "A folder with what other programs have logged: TensorBoard, csv, W&B, ..., see groklab"
              + " diagnose. Can be given several times.")
  private List<Path> foreign = List.of();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description =
          "The address to answer on. Any but loopback lets others in, and makes every request need"
              + " the token. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(names = "--open", description = "Open it in the browser, too.")
  private boolean open;

  @Option(
      names = "--json",
      description = "Write the address as JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > MOST) {
      throw new ParameterException(
          command.commandLine(), "--port is %d, expected 0 to %d".formatted(port, MOST));
    }
    for (Path each : foreign) {
      if (!Files.isDirectory(each)) {
        throw new ParameterException(
            command.commandLine(),
            "--foreign is %s, expected a folder that is there".formatted(each));
      }
    }
    boolean wasThere = Files.isDirectory(runs);
    var stopped = new CountDownLatch(1);
    try (Output output = groklab.console().output(json);
        var _ = new StopSignals(stopped::countDown);
        var dashboard =
            Dashboard.open(new Folders(runs, sweeps, foreign), Pages::texts, host, port)) {
      if (dashboard.isOpenToOthers()) {
        output.remark(
            "Others can reach this dashboard: whoever has its address with the token sees all runs,"
                + " and can start and stop them. The connection is not encrypted.");
      }
      if (!wasThere) {
        output.remark("There was no folder %s: it has been made, and is empty.".formatted(runs));
      }
      output.line("The dashboard is open, until Ctrl-C: " + dashboard.address());
      output.json(Map.of("address", dashboard.address(), "port", dashboard.port()));
      if (open && !BrowserWindow.open(dashboard.address())) {
        output.remark("No browser could be opened from here: open the address yourself.");
      }
      stopped.await();
      output.remark("Saving the runs that were started here.");
    }
    return ExitCode.DONE;
  }
}
