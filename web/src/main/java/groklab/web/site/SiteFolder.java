package groklab.web.site;

import groklab.lab.file.AtomicFile;
import groklab.lab.file.RunFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The folder of a site. A list of the files that were written stands beside them, so that those of
/// an earlier site that a newer one has not are removed, and nothing else ever is.
public final class SiteFolder {
  static final String LIST = "groklab-site.txt";

  private final Path path;
  private final Set<String> written = new TreeSet<>();

  private SiteFolder(Path path) {
    this.path = path;
  }

  /// @param path a new or an empty folder, or one that holds such a site
  /// @throws RunFileException if it holds something else, or cannot be made
  public static SiteFolder open(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new RunFileException("%s is no folder; name one for the site".formatted(path));
      }
      Files.createDirectories(path);
      try (Stream<Path> inside = Files.list(path)) {
        if (inside.findAny().isPresent() && !Files.isRegularFile(path.resolve(LIST))) {
          throw new RunFileException(
              "%s holds files that no site has written; name a new or an empty folder"
                  .formatted(path));
        }
      }
      return new SiteFolder(path);
    } catch (IOException e) {
      throw RunFileException.writing(path, e, "nothing was written");
    }
  }

  /// The page at the top.
  public Path index() {
    return path.resolve("index.html");
  }

  /// @param name of the file below the folder, with slashes
  void write(String name, String text) {
    place(name, file -> AtomicFile.write(file, text));
  }

  /// @param name as of [#write]
  void copy(Path from, String name) {
    place(name, file -> Files.copy(from, file, StandardCopyOption.REPLACE_EXISTING));
  }

  /// Writes into a file.
  @FunctionalInterface
  private interface Writer {
    void write(Path file) throws IOException;
  }

  private void place(String name, Writer writer) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling(""));
      writer.write(file);
      written.add(name);
    } catch (IOException e) {
      throw RunFileException.writing(file, e, "write the command again when that is mended");
    }
  }

  /// Removes what an earlier site had and this one has not, and writes the list.
  void end() {
    Path list = path.resolve(LIST);
    try {
      List<String> before = Files.exists(list) ? Files.readAllLines(list) : List.of();
      for (String name : before) {
        Path old = path.resolve(name).normalize();
        if (!written.contains(name) && old.startsWith(path.normalize())) {
          Files.deleteIfExists(old);
        }
      }
      AtomicFile.write(list, String.join("\n", written) + "\n");
    } catch (IOException e) {
      throw RunFileException.writing(list, e, "write the command again when that is mended");
    }
  }
}
