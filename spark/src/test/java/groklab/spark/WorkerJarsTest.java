package groklab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerJarsTest {

  @Test
  void areThoseThatARunNeedsWithKindsAndMeasuresAndWithoutDatabases() {
    Path[] ours =
        classPath().filter(file -> !file.toString().contains("spark")).toArray(Path[]::new);
    String jars =
        WorkerJars.in(ModuleFinder.of(ours)).stream()
            .map(URI::toString)
            .collect(Collectors.joining("\n"));
    for (String needed : List.of("engine", "lab", "zoo", "measures", "study", "jackson")) {
      assertThat(jars).contains(needed);
    }
    assertThat(jars).doesNotContain("duckdb", "jspecify", "junit");
  }

  /// Modules of ours and of the libraries that they name; many others are none.
  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry ->
            entry.matches(".*(groklab|/target/classes|tools.jackson|hipparchus|duckdb|jspecify).*"))
        .map(Path::of);
  }
}
