package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkerJarsTest {

  @Test
  void areThoseThatARunNeedsWithKindsAndMeasuresAndWithoutDatabases() {
    String jars =
        WorkerJars.in(ModuleFinder.of(modules())).stream()
            .map(URI::toString)
            .collect(Collectors.joining("\n"));
    for (String needed : List.of("engine", "lab", "zoo", "measures", "study", "jackson")) {
      assertThat(jars).contains(needed);
    }
    assertThat(jars).doesNotContain("duckdb", "jspecify", "junit");
  }

  /// Ours and the libraries that they name; others on the class path are no modules.
  private static Path[] modules() {
    String ours = "(engine|lab|zoo|measures|study)";
    String jars =
        "(groklab-"
            + ours
            + "|jackson-(core|databind|dataformat-toml)-3|jackson-annotations"
            + "|hipparchus|duckdb|jspecify)[^/]*[.]jar";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(".*/(" + jars + "|" + ours + "/target/classes)"))
        .map(Path::of)
        .toArray(Path[]::new);
  }
}
