package groklab.lab.model;

import groklab.engine.graph.Index;
import groklab.engine.graph.Ints;
import groklab.lab.task.Dataset;

/// The examples a graph is built for: either known rows of the data set (full batch, evaluation) or
/// a minibatch whose rows are given at each step.
public sealed interface Examples {

  Dataset data();

  /// Number of examples of one pass.
  int count();

  /// Known example numbers.
  record Known(Dataset data, Ints rows) implements Examples {
    @Override
    public int count() {
      return rows.size();
    }
  }

  /// A minibatch of `count` examples, numbers given at each step.
  record Batch(Dataset data, int count) implements Examples {}

  /// The token of each row (example, position), all T positions.
  default Index tokens() {
    return perExample(data().tokens(), data().length());
  }

  /// The class of each row (example, scored position).
  default Index targets() {
    return perExample(data().targets(), data().scoredPositions().length);
  }

  /// One table entry for each (example, j < width), example-major over the whole data set, as an
  /// index of this pass.
  default Index perExample(int[] table, int width) {
    return switch (this) {
      case Known(Dataset d, Ints rows) -> {
        int[] out = new int[rows.size() * width];
        for (int r = 0; r < out.length; r++) {
          out[r] = table[rows.get(r / width) * width + r % width];
        }
        yield new Index.Fixed(Ints.of(out));
      }
      case Batch(Dataset d, int count) -> new Index.Lookup(Ints.of(table), width, count);
    };
  }
}
