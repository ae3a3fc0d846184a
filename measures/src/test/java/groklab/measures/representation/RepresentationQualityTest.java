package groklab.measures.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import groklab.engine.random.RandomStream;
import groklab.lab.linear.Matrix;
import groklab.measures.representation.RepresentationQuality.Convention;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationQualityTest {
  /// Reference values of the project's notes.
  @Test
  void lineBrokenLineAndRootHaveTheReferenceIndex() {
    assertThat(whole(tokens(10, i -> i), Convention.ALL_TOKENS))
        .isEqualTo(new RepresentationQuality(70, 70, 1));
    RepresentationQuality broken = whole(tokens(10, i -> i == 4 ? 4.7 : i), Convention.ALL_TOKENS);
    assertThat(broken.formed()).isEqualTo(40);
    assertThat(broken.index()).isCloseTo(0.571429, within(5e-7));
    assertThat(whole(tokens(10, Math::sqrt), Convention.ALL_TOKENS).formed()).isEqualTo(18);
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "5, 7", "6, 13", "8, 34", "10, 70"})
  void asManyParallelogramsAsPairsOfSamplesWithOneSum(int p, int expected) {
    assertThat(whole(tokens(p, i -> i), Convention.ALL_TOKENS).parallelograms())
        .isEqualTo(expected);
  }

  /// "1-D Gaussian random embeddings p=10: mean 0.032, sd 0.020, max of 2000 draws 0.143."
  @Test
  void randomEmbeddingsHaveAlmostNone() {
    double sum = 0;
    double largest = 0;
    for (int draw = 0; draw < 2000; draw++) {
      RandomStream stream = RandomStream.of(draw, "embedding");
      double index = whole(tokens(10, stream::normal), Convention.POPULATION).index();
      sum += index;
      largest = Math.max(largest, index);
    }
    assertThat(sum / 2000).isCloseTo(0.032, within(0.002)); // 4 standard errors
    assertThat(largest).isBetween(0.1, 0.2);
  }

  @Test
  void theNotebookLeavesTokenZeroOut() {
    IntToDoubleFunction firstAstray = i -> i == 0 ? -3 : i;
    RepresentationQuality notebook = whole(tokens(10, firstAstray), Convention.NOTEBOOK);
    assertThat(notebook.parallelograms()).isEqualTo(50);
    assertThat(notebook.index()).isEqualTo(1);
    assertThat(whole(tokens(10, firstAstray), Convention.ALL_TOKENS).index()).isLessThan(1);
  }

  @Test
  void theMeanOverDimensionsForgivesMoreThanTheSum() {
    double[] values = new double[20];
    for (int i = 0; i < 10; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = i + (i == 4 ? 0.35 : 0);
    }
    Matrix embeddings = new Matrix(10, 2, values);
    assertThat(whole(embeddings, Convention.POPULATION).index())
        .isGreaterThan(whole(embeddings, Convention.ALL_TOKENS).index());
  }

  @ParameterizedTest
  @CsvSource({"5", "7", "8", "11"})
  void modularParallelogramsAgreeWithBruteForce(int p) {
    long expected = 0;
    for (int x = 0; x < p * p; x++) {
      for (int y = x + 1; y < p * p; y++) {
        boolean ordered = x / p <= x % p && y / p <= y % p;
        expected += ordered && (x / p + x % p - y / p - y % p) % p == 0 ? 1 : 0;
      }
    }
    assertThat(modular(tokens(p, i -> i), Convention.ALL_TOKENS).parallelograms())
        .isEqualTo(expected);
  }

  @Test
  void aLineFailsAtTheSeamOfAModularTask() {
    RepresentationQuality line = modular(tokens(11, i -> i), Convention.ALL_TOKENS);
    assertThat(line.index()).isBetween(0.2, 0.9);
  }

  @Test
  void embeddingsThatDoNotVaryHaveNoIndex() {
    assertThat(whole(tokens(6, _ -> 1), Convention.ALL_TOKENS).index()).isNaN();
    assertThat(whole(tokens(3, i -> i * i), Convention.NOTEBOOK).index()).isNaN();
  }

  /// Of addition of whole numbers, whose sums are below twice the number of tokens.
  private static RepresentationQuality whole(Matrix embeddings, Convention convention) {
    return RepresentationQuality.of(embeddings, 2 * embeddings.rows(), convention);
  }

  private static RepresentationQuality modular(Matrix embeddings, Convention convention) {
    return RepresentationQuality.of(embeddings, embeddings.rows(), convention);
  }

  private static Matrix tokens(int p, IntToDoubleFunction embedding) {
    double[] values = new double[p];
    for (int i = 0; i < p; i++) {
      values[i] = embedding.applyAsDouble(i);
    }
    return new Matrix(p, 1, values);
  }
}
