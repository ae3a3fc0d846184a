package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import groklab.monitor.examples.ExamplesQuestion.Form;
import groklab.monitor.log.PlainNumber;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a first look at all rows tells of a column: how long it is and what its values are.
final class Survey {
  /// Whole numbers of more different values than this are numbers, not symbols.
  static final int MOST_WHOLE = 1_024;

  private final String column;
  private final Set<String> values = new HashSet<>();
  private boolean hasText;
  private boolean hasFraction;
  private boolean hasEmpty;
  private int length;

  Survey(String column) {
    this.column = column;
  }

  void see(List<String> elements) {
    length = Math.max(length, elements.size());
    for (String each : elements) {
      hasEmpty |= each.isEmpty();
      boolean isNew = values.size() > MOST_WHOLE || values.add(each);
      if (isNew && !hasText && !each.isEmpty()) {
        Double number = PlainNumber.parse(each);
        hasText = number == null || !Double.isFinite(number);
        hasFraction |= number != null && number != Math.rint(number);
      }
    }
  }

  String column() {
    return column;
  }

  /// The most elements that a row has.
  int length() {
    return length;
  }

  /// Whether its values are numbers, and not all of them whole.
  boolean isContinuous() {
    return !hasText && hasFraction;
  }

  /// Whether its values are whole numbers.
  boolean isWhole() {
    return !hasText && !hasFraction && !hasEmpty;
  }

  /// @param told what whole numbers are, if somebody says it
  /// @param where the file, for messages
  Form form(Optional<Form> told, Path where) {
    boolean numbers =
        !hasText
            && told.map(Form.NUMBERS::equals).orElse(hasFraction || values.size() > MOST_WHOLE);
    if (numbers && hasEmpty) {
      throw new RunFileException(
          ("Column %s of %s holds numbers and empty cells; fill these, or leave the column out with"
                  + " --ignore %s")
              .formatted(column, where, column));
    }
    return numbers ? Form.NUMBERS : Form.SYMBOLS;
  }
}
