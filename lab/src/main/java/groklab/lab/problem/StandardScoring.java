package groklab.lab.problem;

/// The usual ways to be right.
public enum StandardScoring implements Scoring {
  /// The class with the largest output, the lower one of equals. The margin is the output of the
  /// right class minus the largest other one.
  ARGMAX {
    @Override
    public void score(double[] outputs, Targets targets, int row, RowScore into) {
      if (!(targets instanceof Targets.Classes classes)) {
        throw new IllegalArgumentException("the largest output is an answer among classes only");
      }
      int target = classes.ids()[row];
      int best = 0;
      double other = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < outputs.length; c++) {
        if (outputs[c] > outputs[best]) {
          best = c;
        }
        if (c != target && outputs[c] > other) {
          other = outputs[c];
        }
      }
      into.margin = outputs[target] - other;
      into.answer = best;
      into.right = best == target;
    }
  },

  /// Real numbers that are only nearer or farther.
  NONE {
    @Override
    public boolean hasAnswers() {
      return false;
    }

    @Override
    public void score(double[] outputs, Targets targets, int row, RowScore into) {
      // there is no answer to judge
    }
  }
}
