package groklab.lab.phase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a [Finding] was told from.
///
/// @param sentence one or a few sentences with the numbers
/// @param values the measures that it was told from: name to value at the step of the finding
/// @param unknown what could not be known and would have mattered, a clause each
///     (`without a validation set ...`); empty = nothing was missing
public record Evidence(String sentence, SequencedMap<String, Double> values, List<String> unknown) {

  public Evidence {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    unknown = List.copyOf(unknown);
  }

  /// A sentence alone.
  public static Evidence of(String sentence) {
    return new Evidence(sentence, new LinkedHashMap<>(), List.of());
  }

  /// A sentence with the measures that it was told from.
  public static Evidence of(String sentence, SequencedMap<String, Double> values) {
    return new Evidence(sentence, values, List.of());
  }

  /// The same with one more thing that could not be known.
  public Evidence without(String clause) {
    var all = new ArrayList<>(unknown);
    all.add(clause);
    return new Evidence(sentence, values, all);
  }

  /// The same with more sentences, values and gaps.
  public Evidence and(Evidence more) {
    var both = new LinkedHashMap<>(values);
    both.putAll(more.values);
    var gaps = new ArrayList<>(unknown);
    gaps.addAll(more.unknown);
    return new Evidence(sentence + more.sentence, both, gaps);
  }
}
