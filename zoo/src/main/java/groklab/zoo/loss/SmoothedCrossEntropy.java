package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.graph.Op;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.loss.Loss;
import groklab.lab.model.Examples;
import groklab.lab.problem.ClassFrequencies;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;

/// Cross-entropy with targets smoothed towards all classes alike: −Σ_j q_j·ln p_j with
/// q_j = (1 − smoothing)·[j = t] + smoothing/C. Computed as the plain loss plus
/// smoothing·(z_t − mean of z), which is linear in the outputs.
///
/// @param smoothing in [0, 1)
public record SmoothedCrossEntropy(double smoothing) implements Loss {
  private static final CrossEntropy PLAIN = new CrossEntropy();

  public static final Kind<SmoothedCrossEntropy> KIND =
      Kind.of("smoothed-cross-entropy", SmoothedCrossEntropy.class, SmoothedCrossEntropy::read);

  public SmoothedCrossEntropy {
    Check.belowOne(smoothing, "training.loss.smoothing", "0.1");
  }

  private static SmoothedCrossEntropy read(Section<SmoothedCrossEntropy> s) {
    return new SmoothedCrossEntropy(s.number("smoothing", 0.1, SmoothedCrossEntropy::smoothing));
  }

  @Override
  public Kind<SmoothedCrossEntropy> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    Node away = g.affine(g.oneHot(examples.classes(), outputs.cols()), 1, -1.0 / outputs.cols());
    Node lead = g.sum(Op.Axis.COLUMNS, g.multiply(outputs, away));
    Node plain = g.crossEntropy(outputs, examples.classes(), precision);
    return examples.mean(g, g.add(plain, g.scale(lead, smoothing)));
  }

  @Override
  public boolean isProbabilistic() {
    return true;
  }

  /// The entropy of the smoothed frequencies.
  @Override
  public double guessing(Targets targets, int[] rows) {
    return ClassFrequencies.meanOverPositions(targets, rows, this::entropy);
  }

  private double entropy(double[] shares) {
    double[] smoothed = new double[shares.length];
    for (int c = 0; c < shares.length; c++) {
      smoothed[c] = (1 - smoothing) * shares[c] + smoothing / shares.length;
    }
    return OfClasses.entropy(smoothed);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    double mean = 0;
    for (double z : outputs) {
      mean += z / outputs.length;
    }
    double lead = outputs[((Targets.Classes) targets).ids()[row]] - mean;
    PLAIN.score(outputs, targets, row, into);
    into.loss += smoothing * lead;
  }
}
