package groklab.measures.common;

import groklab.lab.measure.MeasurePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The pages of measures, Markdown files beside the classes of their slice.
public final class MeasurePages {
  private MeasurePages() {}

  /// Reads the page of a measure.
  ///
  /// @param neighbour a class of the measure's slice
  public static MeasurePage page(Class<?> neighbour, String measure) {
    String file = measure + ".md";
    try (InputStream in = neighbour.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "there is no page %s beside %s".formatted(file, neighbour.getName()));
      }
      MeasurePage page = MeasurePage.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!page.name().equals(measure)) {
        throw new IllegalStateException("%s is the page of %s".formatted(file, page.name()));
      }
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
