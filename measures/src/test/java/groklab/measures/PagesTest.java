package groklab.measures;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.measure.AnyMeasure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.MeasureProvider;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every measure has a page beside its slice and every page a measure, and no name is recorded by
/// two.
class PagesTest {
  private static final List<AnyMeasure> MEASURES = new Measures().measures();

  private static List<Path> files() throws IOException, URISyntaxException {
    URL page = Objects.requireNonNull(Measures.class.getResource("fourier/fourier.ipr.md"));
    Path root = Path.of(page.toURI()).resolve("../..").normalize();
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void everyPageBelongsToAMeasure() throws IOException, URISyntaxException {
    assertThat(files().stream().map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            MEASURES.stream().map(measure -> measure.name() + ".md").toList());
  }

  @Test
  void everyPageIsPlainMarkdownInLinesOf100() throws IOException, URISyntaxException {
    for (Path file : files()) {
      String text = Files.readString(file);
      assertThat(text).as(file.toString()).endsWith(".\n").doesNotContain("\t", "\r", " \n");
      assertThat(text.lines().filter(line -> line.codePointCount(0, line.length()) > 100))
          .as(file.toString())
          .isEmpty();
      assertThat(MeasurePage.parse(text).name() + ".md").isEqualTo(file.getFileName().toString());
    }
  }

  @Test
  void aNameIsRecordedByOneMeasure() {
    Map<String, String> recorded = new LinkedHashMap<>();
    for (AnyMeasure measure : MEASURES) {
      for (String name : measure.page().records().keySet()) {
        assertThat(recorded.put(name, measure.name())).as(name).isNull();
      }
    }
    for (var one : recorded.entrySet()) {
      if (one.getKey().matches(".*\\b(SET|TENSOR|PARTITION|N)\\b.*")) {
        continue;
      }
      assertThat(MEASURES.stream().filter(m -> m.page().announces(one.getKey())))
          .as(one.getKey())
          .extracting(AnyMeasure::name)
          .containsExactly(one.getValue());
    }
  }

  /// The class path finds the provider in a file of the resources, the module path in module-info.
  @Test
  void bothWaysToFindTheProviderAgree() throws IOException {
    String declared =
        ModuleFinder.of(Path.of("target/classes"))
            .find("groklab.measures")
            .orElseThrow()
            .descriptor()
            .provides()
            .toString();
    assertThat(ServiceLoader.load(MeasureProvider.class))
        .singleElement()
        .satisfies(found -> assertThat(declared).contains(found.getClass().getName()));
  }
}
