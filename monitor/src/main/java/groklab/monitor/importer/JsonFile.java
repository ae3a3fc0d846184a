package groklab.monitor.importer;

import groklab.monitor.log.LogBuilder;
import groklab.monitor.log.StepUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A file of JSON: `trainer_state.json` of the Hugging Face trainer (its `log_history`), a list of
/// objects, or an object of lists with a number for each epoch, as the history of Keras is dumped.
/// Of several checkpoints of one trainer the newest holds all.
final class JsonFile implements Importer {
  private static final String TRAINER = "trainer_state.json";

  /// A longer one is no log.
  private static final long LONGEST = 256L << 20;

  @Override
  public String format() {
    return "JSON (trainer_state, Keras history, list of objects)";
  }

  @Override
  public boolean recognises(Path file, byte[] head) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json");
  }

  @Override
  public Path run(Path file) {
    if (!file.endsWith(TRAINER)) {
      return file;
    }
    Path folder = Folders.of(file);
    boolean checkpoint = String.valueOf(folder.getFileName()).startsWith("checkpoint-");
    return checkpoint ? Folders.of(folder) : folder;
  }

  @Override
  public void read(Path file, LogBuilder log) throws IOException {
    if (Files.size(file) > LONGEST) {
      log.remark("%s is longer than a log and was not read".formatted(file));
      return;
    }
    try {
      JsonNode root = JsonObjects.MAPPER.readTree(Files.readAllBytes(file));
      if (root.path("log_history").isArray()) {
        log.startOver();
        list(root.path("log_history"), log);
      } else if (root.isArray()) {
        list(root, log);
      } else if (root.isObject()) {
        history(root, log);
      }
    } catch (JacksonException e) {
      log.remark(
          "%s is no JSON, or was read while it was being written: %s"
              .formatted(file, e.getOriginalMessage()));
    }
  }

  private static void list(JsonNode list, LogBuilder log) {
    long line = 0;
    for (JsonNode each : list.values()) {
      if (each.isObject()) {
        JsonObjects.take(each, line++, log);
      }
    }
  }

  private static void history(JsonNode root, LogBuilder log) {
    for (var entry : root.properties()) {
      if (entry.getValue().isArray()) {
        log.unit(StepUnit.EPOCH);
        long epoch = 1;
        for (JsonNode each : entry.getValue().values()) {
          Double value = JsonObjects.number(each);
          if (value != null) {
            log.add(entry.getKey(), epoch, value);
          }
          epoch++;
        }
      }
    }
  }
}
