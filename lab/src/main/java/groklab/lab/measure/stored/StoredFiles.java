package groklab.lab.measure.stored;

import groklab.lab.kind.SpecException;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The stored weights that a path stands for.
///
/// @param path as it was given
/// @param runSpec the spec of the run that wrote them; empty = they are of another program
/// @param files that are chosen, in ascending steps
/// @param series all that there are of the same run or folder, in ascending steps: what `files` are
///     compared with
/// @param renames our names for tensors of another program
public record StoredFiles(
    Path path, Optional<RunSpec> runSpec, List<File> files, List<File> series, Renames renames) {
  private static final String ENDING = ".safetensors";
  private static final String CHECKPOINTS = "checkpoints";
  private static final Pattern NUMBER =
      Pattern.compile("(?:^|[^A-Za-z0-9]|step|epoch|checkpoint)(\\d{1,18})\\.safetensors$");

  /// A file of weights.
  ///
  /// @param step the number at the end of its name (`step-100`, `checkpoint_7`); empty = there is
  ///     none
  public record File(Path path, OptionalLong step) {}

  public StoredFiles {
    files = List.copyOf(files);
    series = List.copyOf(series);
  }

  /// What a path stands for: a run directory, a folder of safetensors files, or one such file.
  /// Files in the folder `checkpoints` of a run directory are known to be that run's.
  ///
  /// @throws SpecException if it stands for nothing that can be measured
  public static StoredFiles at(Path path) {
    if (Files.isRegularFile(path)) {
      if (!path.toString().endsWith(ENDING)) {
        throw new SpecException(
            ("%s is not a safetensors file; expected a run directory, a file that ends "
                    + "with .safetensors, or a folder of such files")
                .formatted(path));
      }
      return ofFile(path);
    }
    if (!Files.isDirectory(path) && Files.exists(path)) {
      throw new SpecException(
          "%s is neither a file of weights nor a folder; expected one of them".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new SpecException("There is no file or folder %s; check the path".formatted(path));
    }
    return Files.exists(path.resolve("spec.toml"), LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(path.resolve(CHECKPOINTS))
        ? ofRun(path)
        : whole(path, specAround(path.toAbsolutePath()), filesIn(path));
  }

  private static StoredFiles whole(Path path, Optional<RunSpec> runSpec, List<File> files) {
    return new StoredFiles(path, runSpec, files, files, Renames.NONE);
  }

  /// A checkpoint of a run is compared with the run's others; any other file stands alone.
  private static StoredFiles ofFile(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    Optional<RunSpec> runSpec = specAround(folder);
    List<File> files = List.of(file(path));
    return folder == null || runSpec.isEmpty()
        ? whole(path, runSpec, files)
        : new StoredFiles(path, runSpec, files, filesIn(folder), Renames.NONE);
  }

  private static StoredFiles ofRun(Path path) {
    RunDirectory run = RunDirectory.openWhole(path);
    List<File> files =
        run.checkpointSteps().stream()
            .map(step -> new File(run.checkpointFile(step), OptionalLong.of(step)))
            .toList();
    if (files.isEmpty()) {
      throw new SpecException(
          "%s has no checkpoint yet, so there are no weights to measure".formatted(path));
    }
    return whole(path, Optional.of(run.readSpec()), files);
  }

  private static Optional<RunSpec> specAround(@org.jspecify.annotations.Nullable Path folder) {
    if (folder == null || folder.getParent() == null || !folder.endsWith(CHECKPOINTS)) {
      return Optional.empty();
    }
    Path run = folder.getParent();
    return Files.isRegularFile(run.resolve("spec.toml"))
        ? Optional.of(RunDirectory.open(run).readSpec())
        : Optional.empty();
  }

  private static List<File> filesIn(Path folder) {
    List<File> files;
    try (var listing = Files.list(folder)) {
      files =
          listing
              .filter(file -> file.toString().endsWith(ENDING))
              .map(StoredFiles::file)
              .sorted(
                  Comparator.<File>comparingLong(file -> file.step().orElse(-1))
                      .thenComparing(File::path))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be listed".formatted(folder), e);
    }
    if (files.isEmpty()) {
      throw new SpecException(
          "%s is neither a run directory nor a folder with .safetensors files in it"
              .formatted(folder));
    }
    return files;
  }

  private static File file(Path path) {
    var number = NUMBER.matcher(path.getFileName().toString());
    return new File(
        path,
        number.find() ? OptionalLong.of(Long.parseLong(number.group(1))) : OptionalLong.empty());
  }

  /// The spec of the weights.
  ///
  /// @param foreign what somebody says of the spec of weights that are not of a run of ours; empty
  ///     = nothing
  /// @return empty = nothing is known but the weights
  /// @throws SpecException if a run's own weights are said to have another spec
  public Optional<RunSpec> spec(Optional<RunSpec> foreign) {
    if (runSpec.isPresent() && foreign.isPresent()) {
      throw new SpecException(
          "%s is of a run that has its own spec; leave out --spec".formatted(path));
    }
    return runSpec.or(() -> foreign);
  }

  /// The same under our names.
  ///
  /// @throws SpecException if they are a run's own weights, which have them
  public StoredFiles renamed(Renames more) {
    if (runSpec.isPresent() && !more.isEmpty()) {
      throw new SpecException(
          "%s is of a run of ours, whose tensors have our names; leave out --rename"
              .formatted(path));
    }
    return new StoredFiles(path, runSpec, files, series, more);
  }

  /// The weights in a file, under our names.
  StoredWeights weights(File file) {
    StoredWeights weights = StoredWeights.read(file.path());
    return renames.isEmpty() ? weights : weights.renamed(renames);
  }

  /// Whether it is a run directory.
  public boolean isRun() {
    return Files.isRegularFile(path.resolve("spec.toml"));
  }

  /// The one before a file in the series; empty = there is none. For files with steps.
  Optional<File> before(File file) {
    long step = file.step().orElseThrow();
    return series.stream()
        .filter(other -> other.step().orElseThrow() < step)
        .reduce((earlier, later) -> later);
  }

  /// The newest: that of the highest step.
  public StoredFiles newest() {
    return new StoredFiles(path, runSpec, List.of(files.getLast()), series, renames);
  }

  /// Those of one step.
  ///
  /// @throws SpecException if there is none
  public StoredFiles at(long step) {
    List<File> chosen =
        files.stream().filter(file -> file.step().equals(OptionalLong.of(step))).toList();
    if (chosen.isEmpty()) {
      throw new SpecException(
          "%s has no weights of step %d; there are those of %s"
              .formatted(
                  path,
                  step,
                  files.stream()
                      .map(file ->
                          file.step().isPresent()
                              ? "step " + file.step().getAsLong()
                              : file.path().getFileName().toString())
                      .collect(Collectors.joining(", "))));
    }
    return new StoredFiles(path, runSpec, chosen, series, renames);
  }
}
