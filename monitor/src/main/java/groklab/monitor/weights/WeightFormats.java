package groklab.monitor.weights;

import groklab.lab.file.RunFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/// All formats of weights that can be read, in the order in which they are asked.
public final class WeightFormats {
  /// Bytes of a file that are shown to a format.
  static final int HEAD = 16;

  private static final List<WeightFormat> ALL =
      List.of(
          new SafetensorsFile(),
          new TorchArchive(),
          new NumpyArchive(),
          new NumpyFile(),
          new ShardIndex());

  private WeightFormats() {}

  /// What reads a file; empty = nothing does.
  ///
  /// @throws IOException if it cannot be read
  public static Optional<WeightFormat> of(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    return ALL.stream().filter(each -> each.recognises(file, head)).findFirst();
  }

  /// Opens a file of any of them.
  ///
  /// @throws RunFileException if it is none of them, damaged, or cannot be read
  public static StoredWeights open(Path file) {
    try {
      return of(file)
          .orElseThrow(() ->
              new RunFileException(
                  "%s holds no weights in a format known here; expected one of: %s"
                      .formatted(file, formats())))
          .open(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /// What an error while reading means: a damaged file, or a disk that failed.
  public static RunFileException failed(Path file, IOException cause) {
    return cause instanceof ZipException || cause instanceof EOFException
        ? new RunFileException(
            "%s is not a whole file of weights: %s; use another copy of it"
                .formatted(file, cause.getMessage()))
        : RunFileException.reading(file, cause);
  }

  /// What they are called, for messages.
  public static String formats() {
    return ALL.stream().map(WeightFormat::format).collect(Collectors.joining(", "));
  }
}
