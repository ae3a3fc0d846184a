package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.PlainNumber;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file store of MLflow: `RUN/metrics/NAME`, a line `time value step` for each point, and
/// `RUN/params/NAME`, a value.
final class MlflowFiles implements Importer {
  private static final String METRICS = "metrics";
  private static final String PARAMETERS = "params";
  private static final int LONGEST_VALUE = 6_000; // of MLflow's own limit

  @Override
  public String format() {
    return "MLflow files";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return within(METRICS, file).or(() -> within(PARAMETERS, file)).isPresent();
  }

  /// The folder of a run's metrics or parameters that a file lies in.
  private static Optional<Path> within(String name, Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.endsWith(name) && Files.exists(Folders.of(folder).resolve("meta.yaml"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  @Override
  public Path run(Path file) {
    return within(METRICS, file).or(() -> within(PARAMETERS, file)).map(Folders::of).orElse(file);
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    Optional<Path> parameters = within(PARAMETERS, file);
    if (parameters.isPresent()) {
      if (Files.size(file) <= LONGEST_VALUE) {
        log.setting(
            parameters.get().relativize(file).toString().replace('\\', '/'),
            Files.readString(file).strip());
      }
      return;
    }
    points(file, log);
  }

  private static void points(Path file, LogBuilder log) throws IOException {
    String name =
        within(METRICS, file)
            .map(folder -> folder.relativize(file).toString().replace('\\', '/'))
            .orElse(file.toString());
    long bad = 0;
    long number = 0;
    try (BufferedReader lines = TextLines.open(file)) {
      for (String line = TextLines.next(lines); line != null; line = TextLines.next(lines)) {
        String[] fields = line.strip().split(" ", -1);
        Double value = fields.length < 2 ? null : PlainNumber.parse(fields[1]);
        Double step = fields.length < 3 ? Double.valueOf(0) : PlainNumber.parse(fields[2]);
        if (value == null || step == null) {
          bad += line.isBlank() ? 0 : 1;
        } else {
          log.add(name, fields.length < 3 ? number : step.longValue(), value);
          number++;
        }
      }
    }
    if (bad > 0) {
      log.remark("%,d lines of %s are no points and were left out".formatted(bad, file));
    }
  }
}
