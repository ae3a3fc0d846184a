package groklab.lab.rundir;

import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `checkpoints/step-N.safetensors`: a [Checkpoint], with the [Sums] of what was recorded before.
final class CheckpointFile {
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
  private static final String STEP = "step";
  private static final String FORMAT = "format";

  /// What is read, the last of them written. The first had no [Sums].
  private static final List<String> FORMATS =
      List.of("groklab-checkpoint-1", "groklab-checkpoint-2");

  private CheckpointFile() {}

  static String name(long step) {
    return "step-" + step + ".safetensors";
  }

  /// The step in the name of a checkpoint; empty = it is none.
  static OptionalLong stepOf(Path file) {
    var matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  static void write(Path file, Checkpoint checkpoint, Sums past) {
    var tensors = new TreeMap<>(checkpoint.weights());
    checkpoint
        .optimizer()
        .forEach((name, tensor) -> tensors.put(Checkpoint.OPTIMIZER_PREFIX + name, tensor));
    var metadata = new TreeMap<>(past.metadata());
    metadata.put(FORMAT, FORMATS.getLast());
    metadata.put(STEP, Long.toString(checkpoint.step()));
    Safetensors.write(file, tensors, metadata);
  }

  static Checkpoint read(Path file, long step) {
    var content = Safetensors.read(OwnFile.checked(file));
    check(file, content.metadata(), step);
    var weights = new TreeMap<String, Tensor>();
    var optimizer = new TreeMap<String, Tensor>();
    content
        .tensors()
        .forEach((name, tensor) -> {
          if (name.startsWith(Checkpoint.OPTIMIZER_PREFIX)) {
            optimizer.put(name.substring(Checkpoint.OPTIMIZER_PREFIX.length()), tensor);
          } else {
            weights.put(name, tensor);
          }
        });
    return new Checkpoint(step, weights, optimizer);
  }

  /// @throws RunFileException if the file is of a format that this version does not know, or has
  /// the name of another step than its own
  static void check(Path file, Map<String, String> metadata, long step) {
    var format = metadata.get(FORMAT);
    if (format != null && !FORMATS.contains(format)) {
      throw new RunFileException(
          "%s is of format %s, and this version of Groklab reads %s; use the version that wrote it"
              .formatted(file, format, String.join(" and ", FORMATS)));
    }
    var written = metadata.get(STEP);
    if (!Long.toString(step).equals(written)) {
      throw new RunFileException(
          ("%s says that it is of step %s; expected %d; it was renamed, or is not a "
                  + "checkpoint of a run")
              .formatted(file, written, step));
    }
  }
}
