package groklab.zoo.loss;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Node;
import groklab.engine.kernel.LossPrecision;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.loss.Loss;
import groklab.lab.loss.Penalty;
import groklab.lab.model.Examples;
import groklab.lab.model.Network;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.RowScore;
import groklab.lab.problem.Targets;
import java.util.List;

/// [CrossEntropy] with an auxiliary loss: the outputs for (x, y) and for its mirror image (y, x)
/// should be the same. Training adds weight · mean of (z(x, y) − z(y, x))² over scored rows and
/// outputs; the images need no labels.
///
/// @param weight of the auxiliary loss, at least 0
public record MirrorCrossEntropy(double weight) implements Loss {
  private static final CrossEntropy PLAIN = new CrossEntropy();

  public static final Kind<MirrorCrossEntropy> KIND =
      Kind.of("mirror-cross-entropy", MirrorCrossEntropy.class, MirrorCrossEntropy::read);

  public MirrorCrossEntropy {
    Check.notNegative(weight, "training.loss.weight", "0.1");
  }

  private static MirrorCrossEntropy read(Section<MirrorCrossEntropy> s) {
    return new MirrorCrossEntropy(s.number("weight", 0.1, MirrorCrossEntropy::weight));
  }

  @Override
  public Kind<MirrorCrossEntropy> kind() {
    return KIND;
  }

  @Override
  public void check(Targets targets) {
    OfClasses.check(KIND, targets);
  }

  @Override
  public Node mean(Graph g, Node outputs, Examples examples, LossPrecision precision) {
    return PLAIN.mean(g, outputs, examples, precision);
  }

  @Override
  public List<Penalty> penalties() {
    return weight == 0 ? List.of() : List.of(this::disagreement);
  }

  private Node disagreement(Graph g, Network network, Examples examples, Node outputs) {
    Problem mirrored = mirrored(examples.data());
    Examples images =
        switch (examples) {
          case Examples.Known(Problem _, var rows) -> new Examples.Known(mirrored, rows);
          case Examples.Batch(Problem _, int count) -> new Examples.Batch(mirrored, count);
          case Examples.Fresh _ -> throw new IllegalStateException("no stream gives pairs");
        };
    Node others = network.forward(g, images, true).logits();
    return g.scale(examples.mean(g, g.square(g.subtract(outputs, others))), weight);
  }

  /// The problem whose example (x, y) shows (y, x).
  private static Problem mirrored(Problem problem) {
    Pairs pairs =
        problem
            .facet(Pairs.class)
            .orElseThrow(() ->
                new SpecException(
                    ("training.loss is \"%s\", which needs examples that are pairs (x, y), and this"
                            + " task's are not; write training.loss = \"cross-entropy\"")
                        .formatted(KIND.name())));
    Inputs.Tokens tokens = problem.tokens("training.loss is \"%s\"".formatted(KIND.name()));
    int[] ids = tokens.ids().clone();
    for (int from = 0; from < ids.length; from += tokens.length()) {
      ids[from + pairs.leftPosition()] = tokens.ids()[from + pairs.rightPosition()];
      ids[from + pairs.rightPosition()] = tokens.ids()[from + pairs.leftPosition()];
    }
    return Problem.of(
        new Inputs.Tokens(tokens.vocabulary(), tokens.length(), ids),
        problem.targets(),
        problem.trainRows(),
        problem.validationRows());
  }

  @Override
  public boolean isProbabilistic() {
    return true;
  }

  @Override
  public double guessing(Targets targets, int[] rows) {
    return PLAIN.guessing(targets, rows);
  }

  @Override
  public void score(double[] outputs, Targets targets, int row, RowScore into) {
    PLAIN.score(outputs, targets, row, into);
  }
}
