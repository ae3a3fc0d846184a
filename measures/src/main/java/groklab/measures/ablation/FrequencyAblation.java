package groklab.measures.ablation;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.linear.Numbers;
import groklab.lab.measure.CostModel;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.measure.Values;
import groklab.lab.model.Anatomy;
import groklab.lab.model.Anatomy.Embedding;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Pairs;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.SubjectSpec;
import groklab.measures.common.TargetClasses;
import groklab.measures.common.cyclic.CyclicLabels;
import groklab.measures.common.cyclic.CyclicTask;
import groklab.measures.common.cyclic.FourierBasis;
import groklab.measures.common.cyclic.SumComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The key frequencies removed, or all others, from the embedding of the tokens or from the
/// outputs.
final class FrequencyAblation {
  static final Measure EMBEDDING =
      new SimpleMeasure(
          page(FrequencyAblation.class, "ablation.embedding"),
          FrequencyAblation::embeddingNeeds,
          FrequencyAblation::noEmbedding,
          costs -> 2 * costs.of(edit(embedding(costs.subject()).orElseThrow())),
          subject -> (data, into) -> takeEmbedding((Subject.Model) subject, data, into));

  static final Measure LOGITS =
      new SimpleMeasure(
          page(FrequencyAblation.class, "ablation.logits"),
          subject -> List.of(FrequencyClusters.need(), new Need.Outputs(ExampleSet.TABLE)),
          FrequencyAblation::notLogits,
          FrequencyAblation::logitsCost,
          subject -> (data, into) -> takeLogits((Subject.Model) subject, data, into));

  private FrequencyAblation() {}

  // --- embedding ---------------------------------------------------------------------------------

  private static List<Need> embeddingNeeds(Subject subject) {
    List<Need> needs = new ArrayList<>(ScoredSets.needs(subject));
    needs.addAll(List.of(new Need.Weights(), FrequencyClusters.need()));
    embedding(subject).ifPresent(embedding -> needs.add(edit(embedding)));
    return needs;
  }

  private static Optional<String> noEmbedding(Subject subject) {
    return embedding(subject).isEmpty()
        ? Optional.of("the input is one-hot, so there is no embedding")
        : CyclicTask.obstacle(subject).or(() -> Layers.obstacle(subject));
  }

  private static Optional<Embedding> embedding(Subject subject) {
    return subject.anatomy().flatMap(Anatomy::embedding);
  }

  private static Need.Intervention edit(Embedding embedding) {
    return new Need.Intervention(embedding.hook(), Need.Edit.TOKENS);
  }

  private static void takeEmbedding(Subject.Model subject, ProbeData data, Values into) {
    FrequencyClusters.Found found = FrequencyClusters.find(data);
    var whole = AblationEffect.whole(subject, data);
    into.put("ablation.embedding.keyCount", found.keys().length);
    put(subject, data, into, "ablation.embedding.withoutKey", whole, found.labels(), found.keys());
    put(
        subject,
        data,
        into,
        "ablation.embedding.onlyKey",
        whole,
        found.labels(),
        others(found.labels().order(), found.keys()));
  }

  private static void put(
      Subject.Model subject,
      ProbeData data,
      Values into,
      String name,
      Map<ExampleSet, AblationEffect.Answers> whole,
      CyclicLabels labels,
      int[] removed) {
    Embedding embedding = embedding(subject).orElseThrow();
    var intervention = data.intervention(embedding.hook(), Need.Edit.TOKENS);
    double[] shift = shift(subject, data.weights(embedding.table()), labels, removed);
    AblationEffect.put(
        into, name, whole, AblationEffect.answers(subject, data, intervention.shifted(shift)));
  }

  /// The frequencies from 1 on that are not in a set.
  private static int[] others(int order, int[] frequencies) {
    return IntStream.rangeClosed(1, order / 2)
        .filter(k -> Arrays.stream(frequencies).noneMatch(f -> f == k))
        .toArray();
  }

  /// What to add to each token's embedding so that some frequencies are gone; tokens that are no
  /// element of the group keep theirs, and so does the mean over the elements.
  static double[] shift(Subject.Model subject, Matrix table, CyclicLabels labels, int[] removed) {
    int first = subject.data().facet(Pairs.class).map(Pairs::firstElement).orElseThrow();
    int[] tokens = Arrays.stream(labels.left()).map(element -> first + element).toArray();
    FourierBasis basis = FourierBasis.of(labels.order());
    Matrix coefficients = basis.transform(table.rows(tokens));
    int width = table.cols();
    double[] gone = new double[coefficients.values().length];
    for (int k : removed) {
      for (int row : basis.rowsOf(k)) {
        System.arraycopy(coefficients.values(), row * width, gone, row * width, width);
      }
    }
    Matrix part = basis.inverse(new Matrix(labels.order(), width, gone));
    double[] shift = new double[table.rows() * width];
    for (int x = 0; x < tokens.length; x++) {
      for (int i = 0; i < width; i++) {
        shift[tokens[x] * width + i] = -part.get(x, i);
      }
    }
    return shift;
  }

  // --- outputs -----------------------------------------------------------------------------------

  private static Optional<String> notLogits(Subject subject) {
    return SubjectSpec.noSoftmax(subject)
        .or(() -> CyclicTask.obstacle(subject))
        .or(() -> Layers.obstacle(subject));
  }

  private static long logitsCost(CostModel costs) {
    Subject subject = costs.subject();
    long outputs =
        subject instanceof Subject.Model model
            ? (long) model.data().examples() * model.data().targets().width()
            : 0;
    return 3 * outputs * Operations.EXPONENTIAL;
  }

  private static void takeLogits(Subject.Model subject, ProbeData data, Values into) {
    FrequencyClusters.Found found = FrequencyClusters.find(data);
    CyclicLabels labels = found.labels();
    int scored = ScoredSets.scored(subject);
    Matrix outputs = ScoredSets.firstRows(data.outputs(ExampleSet.TABLE), scored);
    SumComponents components = SumComponents.of(labels.activations(outputs), labels.order());
    Matrix keys = components.projection(found.keys());
    int[] others = others(labels.order(), found.keys());
    var whole = answers(subject, outputs);
    into.put("ablation.logits.keyCount", found.keys().length);
    Matrix withoutKey = less(outputs, labels, keys);
    AblationEffect.put(into, "ablation.logits.withoutKey", whole, answers(subject, withoutKey));
    Matrix onlyKey = less(outputs, labels, components.projection(others));
    AblationEffect.put(into, "ablation.logits.onlyKey", whole, answers(subject, onlyKey));
  }

  /// The outputs with a function of x + y taken off in each cell of the group; other cells stay as
  /// they are.
  static Matrix less(Matrix outputs, CyclicLabels labels, Matrix ofSum) {
    int m = labels.order();
    double[] left = outputs.values().clone();
    for (int x = 0; x < m; x++) {
      for (int y = 0; y < m; y++) {
        int at = labels.tableRow(x, y) * outputs.cols();
        for (int c = 0; c < outputs.cols(); c++) {
          left[at + c] -= ofSum.get((x + y) % m, c);
        }
      }
    }
    return new Matrix(outputs.rows(), outputs.cols(), left);
  }

  /// How outputs at the answer's position do.
  private static Map<ExampleSet, AblationEffect.Answers> answers(
      Subject.Model subject, Matrix outputs) {
    Map<ExampleSet, AblationEffect.Answers> answers = new LinkedHashMap<>();
    int scored = ScoredSets.scored(subject);
    for (ExampleSet set : ScoredSets.of(subject)) {
      int[] rows = subject.data().rows(set);
      int[] classes = TargetClasses.of(subject.data(), rows);
      double loss = 0;
      int right = 0;
      for (int i = 0; i < rows.length; i++) {
        double[] z = outputs.row(rows[i]);
        int target = classes[i * scored];
        loss += groklab.measures.common.cyclic.TableLoss.ofRow(z, target);
        right += Numbers.largest(z) == target ? 1 : 0;
      }
      answers.put(
          set, new AblationEffect.Answers(loss / rows.length, right / (double) rows.length));
    }
    return answers;
  }
}
