package groklab.lab.measure.catalogue;

import groklab.lab.measure.Measure;
import java.util.List;
import java.util.stream.Stream;

/// Geometry of the embedding, of the hidden layers and of the attention.
final class RepresentationMeasures {
  private RepresentationMeasures() {}

  static final List<Measure> ALL =
      Stream.of(
              EmbeddingMeasures.ALL,
              HiddenLayerMeasures.ALL,
              AttentionMeasures.ALL,
              List.of(LayerCka.MEASURE, LinearMapping.MEASURE, LocalComplexityMeasure.MEASURE))
          .flatMap(List::stream)
          .toList();
}
