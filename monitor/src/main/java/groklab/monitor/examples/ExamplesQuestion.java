package groklab.monitor.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which examples to read, and how.
///
/// @param files one, or that of training and that of validation
/// @param answer its column; empty = the one called answer, label, target, ..., or else the last
/// @param division which rows are trained on; empty = two files, or else a column called `split`
/// @param ignored columns that are no inputs
/// @param words columns of text that are read as their words, one after the other
/// @param form what whole numbers are; empty = symbols, unless a column has more than
///     [Survey#MOST_WHOLE] different ones
/// @param isNamed whether the first line of a table holds the names of its columns
public record ExamplesQuestion(
    List<Path> files,
    Optional<String> answer,
    Optional<Division> division,
    Set<String> ignored,
    Set<String> words,
    Optional<Form> form,
    boolean isNamed) {
  /// What the values of an input are.
  public enum Form {
    /// equal or different
    SYMBOLS,
    /// more or less
    NUMBERS
  }

  public ExamplesQuestion {
    files = List.copyOf(files);
    ignored = Set.copyOf(ignored);
    words = Set.copyOf(words);
  }
}
