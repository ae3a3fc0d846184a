package groklab.app.study;

import groklab.app.console.Output;
import groklab.app.console.Speaker;
import groklab.study.export.Export;
import groklab.study.export.Export.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `groklab export DIR --to FORMAT`: hands a run or a sweep over to other tools.
@Command(
    name = "export",
    description =
        "Write a run or a sweep as Parquet, CSV, TensorBoard or safetensors files, every"
            + " probe of it.")
public final class ExportCommand implements Runnable {
  @ParentCommand private Speaker groklab;

  @Parameters(paramLabel = "DIR", description = "A run directory, or the folder of a sweep.")
  private Path directory;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "One of: parquet, csv, tensorboard, safetensors.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder, new or empty. Default: DIR-FORMAT.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Write JSON to standard output and nothing else.")
  private boolean json;

  @Override
  public void run() {
    try (Output output = groklab.console().output(json)) {
      Path to =
          out == null
              ? directory.resolveSibling(
                  "%s-%s"
                      .formatted(
                          directory.toAbsolutePath().normalize().getFileName(),
                          format.name().toLowerCase(Locale.ROOT)))
              : out;
      List<String> files =
          new Export(directory, to).write(format).stream().map(Path::toString).toList();
      files.forEach(output::line);
      output.json(Map.of("files", files));
    }
  }
}
