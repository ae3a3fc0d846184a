package groklab.app.catalog;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.app.process.StopSignals;
import groklab.app.process.Threads;
import groklab.catalog.Entry;
import groklab.catalog.Tier;
import groklab.catalog.entry.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `groklab reproduce ID`: runs the claims of a system of the literature and says what was seen.
@Command(
    name = "reproduce",
    description = "Run claims of the literature and say whether they hold.",
    footer = {
      "",
      "Without an ID: the systems there are. Runs that have ended are kept and not run again;"
          + " Ctrl-C drops those that are going on, and the same command goes on.",
      "Exit code 1: a claim was not reproduced, or a mutant upset none."
    })
public final class ReproduceCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @ParentCommand private Speaker groklab;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Systems, e.g. varma2023.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All systems.")
  private boolean all;

  @Option(
      names = "--tier",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick (at most 4 minutes a system) or full. Default: ${DEFAULT-VALUE}.")
  private String tier = "quick";

  @Option(
      names = "--mutants",
      description = "Do something wrong on purpose instead, and see that claims no longer hold.")
  private boolean mutants;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reproductions",
      description = "Where runs and results are kept. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("reproductions");

  @Option(
      names = "--page",
      paramLabel = "FILE.md",
      description = "Write the page of all claims from what was recorded, and run nothing.")
  private @Nullable Path page;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time; no influence on results. Default: one for each processor.")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    try (Output output = groklab.console().output(json);
        var stop =
            new StopSignals(() ->
                groklab
                    .console()
                    .err()
                    .println("Dropping the runs that are going on; what has ended is kept."))) {
      int workers =
          threads == null
              ? Runtime.getRuntime().availableProcessors()
              : Threads.checked(threads, command);
      var session = new ReproduceSession(groklab.console(), output, out, workers, stop);
      if (page != null) {
        return session.page(page);
      }
      if (ids.isEmpty() && !all) {
        return session.list();
      }
      List<Entry> entries = all ? Catalog.entries() : ids.stream().map(Catalog::find).toList();
      return mutants ? session.mutants(entries, tier()) : session.claims(entries, tier());
    }
  }

  private Tier tier() {
    for (Tier each : Tier.values()) {
      if (each.label().equals(tier.toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new ParameterException(
        command.commandLine(), "--tier is %s, expected quick or full".formatted(tier));
  }
}
