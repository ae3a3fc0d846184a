package groklab.monitor.checkpoint;

import groklab.lab.file.RunFileException;
import groklab.monitor.log.StepUnit;
import groklab.monitor.weights.StoredWeights;
import groklab.monitor.weights.WeightFormat;
import groklab.monitor.weights.WeightFormats;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// Finds the checkpoints of runs below a path.
///
/// Files are of one run if they lie in its folder, in `checkpoints/` below it, or in folders named
/// by steps, and their names differ in numbers alone. A file whose name says no step is of the step
/// that it says itself; arrays of numpy that say none are taken for data, unless they are asked
/// for. Shards stand behind their index. The state of optimisers, schedules and random generators
/// is no checkpoint.
public final class CheckpointFinder {
  private static final int DEEPEST = 12;
  private static final int MOST_FILES = 50_000;

  private static final Pattern SHARD = Pattern.compile("-\\d+-of-\\d+\\.[a-z]+$");
  private static final Pattern BESIDE =
      Pattern.compile(
          "^(?:optimizer|optim|scheduler|scaler|rng_state|training_args|random_states).*");

  private CheckpointFinder() {}

  /// A file with what is known of its step.
  private record Candidate(Path file, Path run, Optional<CheckpointName> name, OptionalLong step) {
    String pattern() {
      return name.map(CheckpointName::pattern).orElse("");
    }
  }

  /// Series in the order of their folders; empty where there are no files of weights.
  ///
  /// @throws RunFileException if the path cannot be read
  public static List<CheckpointSeries> find(Path path) {
    try {
      Map<Path, List<Candidate>> runs = new LinkedHashMap<>();
      Map<Path, List<String>> leftOut = new HashMap<>();
      for (Path file : files(path)) {
        Path run = CheckpointName.run(file);
        boolean counts =
            file.equals(path)
                || WeightFormats.of(file).filter(WeightFormat::holdsWeightsAlone).isPresent();
        try {
          Candidate found = candidate(file, run);
          if (counts || found.step.isPresent()) {
            runs.computeIfAbsent(run, _ -> new ArrayList<>()).add(found);
          }
        } catch (RunFileException e) {
          if (counts) { // else it is data that this program has no use for
            runs.computeIfAbsent(run, _ -> new ArrayList<>());
            leftOut.computeIfAbsent(run, _ -> new ArrayList<>()).add(e.getMessage());
          }
        }
      }
      List<CheckpointSeries> all = new ArrayList<>();
      runs.forEach((run, candidates) ->
          all.addAll(series(run, candidates, leftOut.getOrDefault(run, List.of()))));
      return all;
    } catch (IOException e) {
      throw RunFileException.reading(path, e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.exists(path)) {
      return files;
    }
    Files.walkFileTree(
        path,
        EnumSet.noneOf(FileVisitOption.class),
        DEEPEST,
        new SimpleFileVisitor<>() {
          private int seen;

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            if (++seen > MOST_FILES) {
              return FileVisitResult.TERMINATE;
            }
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (about.isRegularFile()
                && !BESIDE.matcher(name).matches()
                && !SHARD.matcher(name).find()
                && WeightFormats.of(file).isPresent()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private static Candidate candidate(Path file, Path run) throws IOException {
    Optional<CheckpointName> name = CheckpointName.of(file);
    try (StoredWeights weights = WeightFormats.open(file)) {
      OptionalLong step = name.isPresent() ? OptionalLong.of(name.get().step()) : weights.step();
      return new Candidate(file, run, name, step);
    }
  }

  private static List<CheckpointSeries> series(
      Path run, List<Candidate> candidates, List<String> leftOut) {
    SequencedMap<String, List<Candidate>> groups = new LinkedHashMap<>();
    List<Candidate> stepless = new ArrayList<>();
    for (Candidate each : candidates) {
      if (each.step.isPresent()) {
        groups.computeIfAbsent(each.pattern(), _ -> new ArrayList<>()).add(each);
      } else {
        stepless.add(each);
      }
    }
    if (groups.size() == 2 && groups.containsKey("")) {
      // `last.ckpt` beside `epoch=3-step=1200.ckpt`: by the step in it, one of the same run
      List<Candidate> bySelf = groups.remove("");
      groups.firstEntry().getValue().addAll(bySelf);
    }
    List<CheckpointSeries> all = new ArrayList<>();
    List<String> out = new ArrayList<>(leftOut);
    if (!groups.isEmpty()) {
      stepless.forEach(each -> out.add("%s does not say its step".formatted(each.file)));
      groups.values().forEach(group -> all.add(ordered(run, group, out)));
    } else {
      stepless.forEach(each ->
          all.add(
              new CheckpointSeries(
                  run, StepUnit.STEP, List.of(new Checkpoint(each.file, each.step)), leftOut)));
    }
    if (all.isEmpty()) {
      all.add(new CheckpointSeries(run, StepUnit.STEP, List.of(), leftOut));
    }
    return all;
  }

  private static CheckpointSeries ordered(Path run, List<Candidate> group, List<String> leftOut) {
    SequencedMap<Long, Checkpoint> byStep = new LinkedHashMap<>();
    List<String> out = new ArrayList<>(leftOut);
    group.stream()
        .sorted(Comparator.comparingLong(each -> each.step.orElseThrow()))
        .forEach(each -> {
          Checkpoint before =
              byStep.putIfAbsent(each.step.orElseThrow(), new Checkpoint(each.file, each.step));
          if (before != null) {
            out.add("%s is of the same step as %s".formatted(each.file, before.file()));
          }
        });
    StepUnit unit =
        group.stream()
                .flatMap(each -> each.name.stream())
                .anyMatch(name -> name.unit() == StepUnit.EPOCH)
            ? StepUnit.EPOCH
            : StepUnit.STEP;
    return new CheckpointSeries(run, unit, List.copyOf(byStep.values()), out);
  }
}
