package groklab.lab.rundir;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.RunningSum;
import groklab.lab.file.Sum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// `DONE`: the sums of all files of a finished run that hold results, as `sha256sum` writes them,
/// so that `sha256sum -c DONE` compares them too. The last line is a comment with the sum of the
/// lines before. Of a run of a version that knew no sums it is empty.
///
/// @param files name in the run directory to SHA-256; empty = unsealed
public record Seal(SequencedMap<String, String> files) {
  static final Seal NONE = new Seal(new LinkedHashMap<>());

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");
  private static final String LAST = "# sha256 of the lines above: ";

  /// Of the files of a run as they are now.
  static Seal of(RunDirectory run) {
    var files =
        new ArrayList<>(
            List.of(
                run.specFile(),
                run.criterionFile(),
                run.provenanceFile(),
                run.metricsFile(),
                run.eventsFile(),
                run.traceFile(),
                run.summaryFile()));
    run.checkpointSteps().forEach(step -> files.add(run.checkpointFile(step)));
    files.removeIf(Files::notExists); // runs of older versions lack some
    return of(run.path(), files);
  }

  /// Of files in a folder or below it, as they are now.
  public static Seal of(Path folder, List<Path> files) {
    var sums = new LinkedHashMap<String, String>();
    for (Path file : files) {
      sums.put(folder.relativize(file).toString(), RunningSum.of(file).sha256());
    }
    return new Seal(sums);
  }

  public void write(Path file) {
    var lines = new StringBuilder();
    files.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
    AtomicFile.write(file, lines + last(lines.toString()));
  }

  private static String last(String lines) {
    return LAST + Sum.of(lines.getBytes(StandardCharsets.UTF_8)).sha256() + "\n";
  }

  /// @throws RunFileException if the file is damaged or cannot be read
  public static Seal read(Path file) {
    String text;
    try {
      text = new String(Files.readAllBytes(OwnFile.checked(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
    if (text.isEmpty()) {
      return NONE;
    }
    int end = Math.max(0, text.lastIndexOf(LAST));
    if (!text.substring(end).equals(last(text.substring(0, end)))) {
      throw new RunFileException("%s is damaged: it is not as it was written".formatted(file));
    }
    var files = new LinkedHashMap<String, String>();
    for (String line : text.substring(0, end).lines().toList()) {
      var matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new RunFileException("%s is damaged: %s is no sum".formatted(file, line));
      }
      files.put(matcher.group(2), matcher.group(1));
    }
    return new Seal(files);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }
}
