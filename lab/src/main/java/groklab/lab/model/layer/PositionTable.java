package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.model.Parameters;
import groklab.lab.model.Pass;
import groklab.lab.model.Role;
import java.util.stream.IntStream;

/// A vector for each position, added to those of the tokens under the hook `hook_pos_embed`.
///
/// @param learned whether it is the parameter `pos_embed.W_pos`, `[positions, width]`, or the fixed
///     table of [#sinusoids]
public record PositionTable(boolean learned, int positions, int width) {
  private static final String TABLE = "pos_embed.W_pos";

  /// Describes a learned table.
  public static PositionTable learned(
      Parameters parameters, Initialisation init, int positions, int width) {
    parameters.matrix(TABLE, positions, width, Role.POSITIONS, init.table());
    return new PositionTable(true, positions, width);
  }

  /// The fixed table, which has no parameters.
  public static PositionTable sinusoidal(int positions, int width) {
    return new PositionTable(false, positions, width);
  }

  /// x, `[N·positions, width]`, with each position's vector added.
  public Node addTo(Pass pass, Node x) {
    Graph g = pass.graph();
    Ints every = Ints.of(IntStream.range(0, positions).toArray());
    Node table =
        learned
            ? g.parameter(TABLE, positions, width)
            : g.literal(sinusoids(positions, width), positions, width);
    Node rows = g.gather(table, new Index.Periodic(every, pass.examples().count()));
    return g.add(x, pass.name("hook_pos_embed", rows));
  }

  /// Sinusoidal positions of arXiv 2201.02177's code: even column i holds sin(pos/10000^(i/d)), odd
  /// column i holds cos(pos/10000^((i−1)/d)).
  static double[] sinusoids(int positions, int width) {
    double[] out = new double[positions * width];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < width; i++) {
        double angle = p / StrictMath.pow(10000, (i - i % 2) / (double) width);
        out[p * width + i] = i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
      }
    }
    return out;
  }
}
