package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Sizes of the house that no compiler looks at. Lengths of files, lines and parameter lists are
/// Checkstyle's business.
class HouseRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_FILES = 20;
  private static final double LARGEST_SHARE = 0.40;

  private static List<Path> sources;

  @BeforeAll
  static void findTheSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .toList();
    }
    assertThat(sources).hasSizeGreaterThan(300);
  }

  private static Stream<Path> main() {
    return sources.stream().filter(file -> file.toString().contains("/src/main/java/"));
  }

  @Test
  void noFolderOfMainCodeHoldsMoreThanTwentyFiles() {
    Map<Path, Long> crowded =
        main().collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    crowded.values().removeIf(count -> count <= MOST_FILES);
    assertThat(crowded).as("folders to be cut by what they hold").isEmpty();
  }

  @Test
  void noModuleHoldsMoreThanFortyPerCentOfTheMainLines() {
    Map<String, Long> lines =
        main()
            .collect(
                Collectors.groupingBy(
                    file -> ROOT.relativize(file).getName(0).toString(),
                    TreeMap::new,
                    Collectors.summingLong(HouseRulesTest::lines)));
    long all = lines.values().stream().mapToLong(Long::longValue).sum();
    assertThat(lines)
        .allSatisfy((module, count) ->
            assertThat(count / (double) all).as(module).isLessThanOrEqualTo(LARGEST_SHARE));
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
