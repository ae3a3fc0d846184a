package groklab.monitor.checkpoint;

import groklab.monitor.log.StepUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a file or folder says of the checkpoint: `step_1000.pt`,
/// `epoch=3-step=1200.ckpt`, `checkpoint-500/`.
///
/// @param pattern the name with `#` for its numbers, the same for all of a run
record CheckpointName(long step, StepUnit unit, String pattern) {
  private static final Pattern STEP =
      Pattern.compile("(?:steps?|iter|iters|iteration|updates?)[-_=]?(\\d{1,15})(?!\\d)");
  private static final Pattern EPOCH = Pattern.compile("(?:epochs?|ep)[-_=]?(\\d{1,15})(?!\\d)");
  private static final Pattern CHECKPOINT =
      Pattern.compile("(?:checkpoint|ckpt|chkpt)[-_=]?(\\d{1,15})(?!\\d)");
  private static final Pattern LAST = Pattern.compile("(?:^|[-_=.])(\\d{1,15})$");
  private static final Pattern NUMBER = Pattern.compile("^(\\d{1,15})$");
  private static final Pattern ENDINGS =
      Pattern.compile("\\.(?:safetensors|pt|pth|ckpt|bin|tar|npz|npy|index\\.json)$");

  /// Folders between a run and its checkpoints.
  private static final Set<String> SHELVES =
      Set.of("checkpoints", "checkpoint", "ckpts", "ckpt", "weights", "models");

  static Optional<CheckpointName> of(Path file) {
    String stem = stem(file);
    return of(stem, List.of(STEP, EPOCH, CHECKPOINT, LAST)).or(() -> ofFolder(file.getParent()));
  }

  private static Optional<CheckpointName> ofFolder(@org.jspecify.annotations.Nullable Path folder) {
    return folder == null || folder.getFileName() == null
        ? Optional.empty()
        : of(lower(folder), List.of(STEP, EPOCH, CHECKPOINT, NUMBER));
  }

  private static Optional<CheckpointName> of(String name, List<Pattern> patterns) {
    for (Pattern each : patterns) {
      Matcher found = each.matcher(name);
      if (found.find()) {
        return Optional.of(
            new CheckpointName(
                Long.parseLong(found.group(1)),
                each == EPOCH ? StepUnit.EPOCH : StepUnit.STEP,
                name.replaceAll("\\d+", "#")));
      }
    }
    return Optional.empty();
  }

  /// In lower case, without the endings of formats.
  static String stem(Path file) {
    String stem = lower(file);
    for (String shorter = ENDINGS.matcher(stem).replaceFirst("");
        !shorter.equals(stem);
        shorter = ENDINGS.matcher(stem).replaceFirst("")) {
      stem = shorter;
    }
    return stem;
  }

  private static String lower(Path path) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
  }

  /// The folder of the run that a file of weights belongs to.
  static Path run(Path file) {
    Path folder = above(file);
    if (of(stem(file), List.of(STEP, EPOCH, CHECKPOINT, LAST)).isEmpty()
        && ofFolder(folder).isPresent()) {
      folder = above(folder);
    }
    return SHELVES.contains(lower(folder)) ? above(folder) : folder;
  }

  private static Path above(Path path) {
    Path above = path.toAbsolutePath().normalize().getParent();
    return above == null ? path.toAbsolutePath().normalize() : above;
  }
}
