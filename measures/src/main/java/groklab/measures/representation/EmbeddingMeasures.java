package groklab.measures.representation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Measure;
import groklab.lab.measure.MeasurePage;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.Pairs;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TokenTables;
import groklab.measures.representation.RepresentationQuality.Convention;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Geometry of the embedding.
final class EmbeddingMeasures {
  private EmbeddingMeasures() {}

  static final List<Measure> ALL =
      List.of(
          ofEmbedding(
              page(EmbeddingMeasures.class, "representation.effectiveDimension"),
              (n, d) -> Operations.STREAMED * n * d * d + 9 * Operations.SCALAR * d * d * d,
              EmbeddingMeasures::dimension),
          ofEmbedding(
              page(EmbeddingMeasures.class, "representation.twoNn"),
              (n, d) -> n * n * d * Operations.SCALAR / 2,
              EmbeddingMeasures::twoNearest),
          new SimpleMeasure(
              page(EmbeddingMeasures.class, "representation.rqi"),
              subject -> List.of(new Need.Weights()),
              EmbeddingMeasures::rqiObstacle,
              costs -> {
                long p = TokenTables.elements(costs.subject());
                return p * p * p / 8 * TokenTables.width(costs.subject()) * Operations.STREAMED;
              },
              EmbeddingMeasures::rqi),
          new SimpleMeasure(
              page(EmbeddingMeasures.class, "representation.cka"),
              subject -> List.of(new Need.Weights(), new Need.InitialWeights()),
              EmbeddingMeasures::embeddingObstacle,
              costs -> {
                long d = TokenTables.width(costs.subject());
                return 3 * TokenTables.elements(costs.subject()) * d * d * Operations.STREAMED;
              },
              EmbeddingMeasures::cka));

  @FunctionalInterface
  private interface TableCost {
    long of(long rows, long cols);
  }

  private static Measure ofEmbedding(
      MeasurePage page, TableCost cost, BiConsumer<Matrix, Values> gauge) {
    return new SimpleMeasure(
        page,
        subject -> List.of(new Need.Weights()),
        EmbeddingMeasures::embeddingObstacle,
        costs -> cost.of(TokenTables.elements(costs.subject()), TokenTables.width(costs.subject())),
        subject ->
            (data, into) ->
                gauge.accept(TokenTables.elementRows(data, TokenTables.left(data)), into));
  }

  private static void dimension(Matrix embedding, Values into) {
    PrincipalComponents components = PrincipalComponents.of(embedding);
    var degenerate = components.degenerate();
    if (degenerate.isPresent()) {
      into.undefined("representation.effectiveDimension", degenerate.get());
      into.undefined("representation.participationRatio", degenerate.get());
    } else {
      into.put("representation.effectiveDimension", components.effectiveDimension());
      into.put("representation.participationRatio", components.participationRatio());
    }
  }

  private static void twoNearest(Matrix embedding, Values into) {
    TwoNearestNeighbours two = TwoNearestNeighbours.of(embedding);
    var meaningless = two.meaningless();
    if (meaningless.isPresent()) {
      into.undefined("representation.twoNn", meaningless.get());
      into.undefined("representation.twoNn.maximumLikelihood", meaningless.get());
    } else {
      into.put("representation.twoNn", two.fit());
      into.put("representation.twoNn.maximumLikelihood", two.maximumLikelihood());
    }
    into.put("representation.twoNn.medianRatio", two.medianRatio());
    into.put("representation.twoNn.regular", two.regular() ? 1 : 0);
  }

  private static Measure.Gauge rqi(Subject subject) {
    return (data, into) -> {
      Matrix rows = TokenTables.elementRows(data, TokenTables.left(data));
      into.put(
          "representation.rqi",
          RepresentationQuality.of(rows, rows.rows(), Convention.ALL_TOKENS).index());
      into.put(
          "representation.rqi.population",
          RepresentationQuality.of(rows, rows.rows(), Convention.POPULATION).index());
    };
  }

  private static Measure.Gauge cka(Subject subject) {
    return (data, into) ->
        into.put(
            "representation.cka.fromInitial",
            LinearCka.of(
                TokenTables.elementRows(data, TokenTables.left(data)),
                TokenTables.elementRows(data, TokenTables.initialLeft(data))));
  }

  private static Optional<String> embeddingObstacle(Subject subject) {
    if (subject instanceof Subject.WeightsOnly) {
      return Optional.of(
          "weights alone do not say what they were trained on, which a spec does (--spec)");
    }
    return subject instanceof Subject.Model model && model.data().facet(Pairs.class).isPresent()
        ? TokenTables.obstacle(subject)
        : Optional.of("the examples are not pairs of an answer table");
  }

  private static Optional<String> rqiObstacle(Subject subject) {
    return embeddingObstacle(subject)
        .or(() ->
            ((Subject.Model) subject)
                    .data()
                    .facet(Pairs.class)
                    .map(Pairs::table)
                    .filter(AnswerTable::residues)
                    .isPresent()
                ? Optional.empty()
                : Optional.of("parallelograms are defined for residues, not for permutations"));
  }
}
