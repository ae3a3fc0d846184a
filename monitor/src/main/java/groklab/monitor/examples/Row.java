package groklab.monitor.examples;

import groklab.lab.file.RunFileException;
import groklab.monitor.examples.ExamplesQuestion.Form;
import groklab.monitor.log.PlainNumber;
import java.util.List;
import java.util.function.Supplier;

/// The part of a row of the matrix that one column fills.
record Row(double[] cells, int first, int length, Form form) {
  /// Stands where a row has fewer elements than others. No symbol has this code.
  private static final double NOTHING = -1;

  void fill(List<String> elements, Codes symbols, Supplier<String> column, Supplier<String> line) {
    for (int i = 0; i < length; i++) {
      cells[first + i] =
          switch (form) {
            case SYMBOLS -> i < elements.size() ? symbols.of(elements.get(i)) : NOTHING;
            case NUMBERS -> number(i, elements, column, line);
          };
    }
  }

  private double number(
      int at, List<String> elements, Supplier<String> column, Supplier<String> line) {
    Double number = at < elements.size() ? PlainNumber.parse(elements.get(at)) : null;
    if (number == null) {
      throw new RunFileException(
          "%s has %d numbers in %s, expected %d as in other lines"
              .formatted(line.get(), elements.size(), column.get(), length));
    }
    // negative zero is zero
    return number + 0.0;
  }
}
