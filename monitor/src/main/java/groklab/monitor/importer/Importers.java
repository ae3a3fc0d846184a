package groklab.monitor.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// All formats that can be read, in the order in which they are asked.
public final class Importers {
  /// Bytes of a file that are shown to an importer.
  static final int HEAD = 1 << 16;

  private static final List<Importer> ALL =
      List.of(
          new TensorBoardEvents(),
          new WandbFile(),
          new MlflowFiles(),
          new MlflowDatabase(),
          new GroklabRun(),
          new JsonFile(),
          new JsonLinesLog(),
          new Table(),
          new PrintedLog());

  private Importers() {}

  /// What reads a file; empty = nothing does.
  ///
  /// @throws IOException if it cannot be read
  static Optional<Importer> of(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    return ALL.stream().filter(each -> each.recognises(file, head)).findFirst();
  }

  /// What they are called, for messages.
  public static String formats() {
    return ALL.stream().map(Importer::format).collect(Collectors.joining(", "));
  }
}
