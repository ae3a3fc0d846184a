package groklab.lab.model.layer;

import groklab.engine.graph.Graph;
import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.engine.graph.Node;
import groklab.lab.model.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rotary positions of arXiv 2104.09864: at position t, the entries i and i + dh/2 of each head's
/// query and key turn by the angle t·10000^(−2i/dh), i < dh/2. A score then depends on the
/// distance between two positions alone.
///
/// Entries are paired across the two halves of a head, as in the usual language models; the paper
/// pairs neighbours, which is the same up to the order of the columns of W_Q and W_K.
///
/// It is built as x ⊙ C + x' ⊙ S: x' is x with the halves of each head exchanged, C and S are fixed
/// tables with a row for each position, and S holds the minus sign of the first half.
///
/// @param positions T
/// @param headWidth dh, an even number
record Rotation(int positions, int heads, int headWidth) {
  private static final double BASE = 10000;

  /// `[N·T, heads·dh]` of x, `[N·T, heads·dh]`.
  Node apply(Pass pass, Node x) {
    Graph g = pass.graph();
    Node turned = g.multiply(exchanged(g, x), rows(pass, sines()));
    return g.add(g.multiply(x, rows(pass, cosines())), turned);
  }

  private Node exchanged(Graph g, Node x) {
    int half = headWidth / 2;
    List<Node> parts = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      parts.add(g.columns(x, head * headWidth + half, half));
      parts.add(g.columns(x, head * headWidth, half));
    }
    return g.join(parts);
  }

  private Node rows(Pass pass, double[] table) {
    Graph g = pass.graph();
    Ints every = Ints.of(IntStream.range(0, positions).toArray());
    Node values = g.literal(table, positions, heads * headWidth);
    return g.gather(values, new Index.Periodic(every, pass.examples().count()));
  }

  private double[] cosines() {
    double[] out = new double[positions * heads * headWidth];
    for (int i = 0; i < out.length; i++) {
      out[i] = StrictMath.cos(angle(i));
    }
    return out;
  }

  private double[] sines() {
    double[] out = new double[positions * heads * headWidth];
    for (int i = 0; i < out.length; i++) {
      boolean first = i % headWidth < headWidth / 2;
      out[i] = first ? -StrictMath.sin(angle(i)) : StrictMath.sin(angle(i));
    }
    return out;
  }

  /// Of element i of a table, row-major.
  private double angle(int i) {
    int position = i / (heads * headWidth);
    int pair = i % headWidth % (headWidth / 2);
    return position * StrictMath.pow(BASE, -2.0 * pair / headWidth);
  }
}
