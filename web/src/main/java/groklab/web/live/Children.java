package groklab.web.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The directories of one kind directly below a folder. Each is called by its name, and nothing
/// outside the folder can be named: not by an odd name, and not through a symbolic link inside it.
///
/// @param root where the folder really is
/// @param kind what one of them has inside
record Children(Path root, Predicate<Path> kind) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  /// Empty = there is none of that name.
  Optional<Path> find(String name) {
    return NAME.matcher(name).matches()
        ? Optional.of(root.resolve(name)).filter(this::isOne)
        : Optional.empty();
  }

  /// All of them, unordered.
  List<Path> all() {
    try (var children = Files.list(root)) {
      return children
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .filter(this::isOne)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder %s cannot be read".formatted(root), e);
    }
  }

  private boolean isOne(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && kind.test(path);
  }
}
