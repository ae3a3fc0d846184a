package groklab.lab.rundir;

import groklab.lab.file.OwnFile;
import groklab.lab.file.RunFileException;
import groklab.lab.file.Safetensors;
import groklab.lab.file.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `checkpoints/step-N.safetensors`: a [Checkpoint], with the [Sums] of what was recorded before.
final class CheckpointFile {
  private static final Pattern NAME = Pattern.compile("step-(\\d{1,18})\\.safetensors");
  private static final String STEP = "step";

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
    metadata.put("format", "groklab-checkpoint-2");
    metadata.put(STEP, Long.toString(checkpoint.step()));
    Safetensors.write(file, tensors, metadata);
  }

  static Checkpoint read(Path file, long step) {
    var content = Safetensors.read(OwnFile.checked(file));
    checkStep(file, content.metadata(), step);
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

  /// @throws RunFileException if the file has the name of another step than its own
  static void checkStep(Path file, Map<String, String> metadata, long step) {
    var written = metadata.get(STEP);
    if (!Long.toString(step).equals(written)) {
      throw new RunFileException(
          ("%s says that it is of step %s; expected %d; it was renamed, or is not a "
                  + "checkpoint of a run")
              .formatted(file, written, step));
    }
  }
}
