package groklab.measures.representation;

import groklab.lab.measure.Measure;
import java.util.List;
import java.util.stream.Stream;

/// Geometry of the embedding, of the hidden layers and of the attention.
public final class RepresentationMeasures {
  private RepresentationMeasures() {}

  public static final List<Measure> ALL =
      Stream.of(
              EmbeddingMeasures.ALL,
              HiddenLayerMeasures.ALL,
              AttentionMeasures.ALL,
              List.of(LayerCka.MEASURE, LinearMapping.MEASURE, LocalComplexityMeasure.MEASURE))
          .flatMap(List::stream)
          .toList();
}
