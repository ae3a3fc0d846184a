package groklab.lab.problem;

import groklab.lab.kind.SpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What is to be learned, as arrays: N examples with what a network is shown and what is expected,
/// named sets of them, and the structures that measures may ask for. Immutable; the arrays inside
/// are shared, not copied: treat them as read-only.
///
/// @param scoring how outputs are answers
/// @param sets example numbers by name, besides the [ExampleSet#TABLE] of all
/// @param source where training examples come from
/// @param lookUps share of a set that can be looked up; 0 where a set is not named
/// @param facets at most one of a class
public record Problem(
    Inputs inputs,
    Targets targets,
    Scoring scoring,
    SequencedMap<ExampleSet, int[]> sets,
    Source source,
    Map<ExampleSet, Double> lookUps,
    List<Facet> facets) {

  public Problem {
    sets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sets));
    lookUps = Map.copyOf(lookUps);
    facets = List.copyOf(facets);
  }

  /// A problem on classes, answered by the largest output, or on real numbers, which have no
  /// answers; of a fixed set of examples.
  ///
  /// @param train example numbers of the training set, in split order
  /// @param validation of the validation set; empty when everything is trained on
  public static Problem of(Inputs inputs, Targets targets, int[] train, int[] validation) {
    var scoring =
        switch (targets) {
          case Targets.Classes _ -> StandardScoring.ARGMAX;
          case Targets.Reals _ -> StandardScoring.NONE;
        };
    var sets = new LinkedHashMap<ExampleSet, int[]>();
    sets.put(ExampleSet.TRAIN, train);
    sets.put(ExampleSet.VALIDATION, validation);
    return new Problem(inputs, targets, scoring, sets, new Source.Fixed(), Map.of(), List.of());
  }

  /// The same with another way to be right.
  public Problem scoredBy(Scoring other) {
    return new Problem(inputs, targets, other, sets, source, lookUps, facets);
  }

  /// The same with one more set.
  public Problem with(ExampleSet set, int[] rows) {
    var more = new LinkedHashMap<>(sets);
    more.put(set, rows);
    return new Problem(inputs, targets, scoring, more, source, lookUps, facets);
  }

  /// The same with some of the training examples in the set [ExampleSet#HELD_OUT] for them.
  ///
  /// @param places in the training set, each once
  public Problem holdingOut(int[] places) {
    int[] train = trainRows();
    boolean[] leaves = new boolean[train.length];
    for (int place : places) {
      leaves[place] = true;
    }
    IntPredicate isHeld = place -> leaves[place];
    return with(ExampleSet.TRAIN, picked(train, isHeld.negate()))
        .with(ExampleSet.HELD_OUT, picked(train, isHeld));
  }

  private static int[] picked(int[] rows, IntPredicate places) {
    return IntStream.range(0, rows.length).filter(places).map(place -> rows[place]).toArray();
  }

  /// The same with fresh examples at every step, of which `train` is a sample.
  public Problem from(Source other) {
    return new Problem(inputs, targets, scoring, sets, other, lookUps, facets);
  }

  /// The same with a share of a set that can be looked up.
  public Problem withLookUp(ExampleSet set, double share) {
    var more = new HashMap<>(lookUps);
    more.put(set, share);
    return new Problem(inputs, targets, scoring, sets, source, more, facets);
  }

  /// The same with one more structure.
  public Problem with(Facet facet) {
    var more = new ArrayList<>(facets);
    more.add(facet);
    return new Problem(inputs, targets, scoring, sets, source, lookUps, more);
  }

  /// N, the number of examples of all sets together, and of any that are in none.
  public int examples() {
    return inputs.examples();
  }

  /// Example numbers of a set in its order; none if the problem has no such set.
  public int[] rows(ExampleSet set) {
    if (set.equals(ExampleSet.TABLE)) {
      return IntStream.range(0, examples()).toArray();
    }
    return sets.getOrDefault(set, new int[0]);
  }

  /// Example numbers of the training set.
  public int[] trainRows() {
    return rows(ExampleSet.TRAIN);
  }

  /// Example numbers of the validation set.
  public int[] validationRows() {
    return rows(ExampleSet.VALIDATION);
  }

  /// The named sets that have examples, in the problem's order; without the table.
  public List<ExampleSet> filledSets() {
    return sets.keySet().stream().filter(set -> rows(set).length > 0).toList();
  }

  /// The structure of a class, if the problem has it.
  public <F extends Facet> Optional<F> facet(Class<F> type) {
    return facets.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /// The inputs as tokens.
  ///
  /// @param asker who needs them, as in `model.kind is transformer`
  /// @throws SpecException if they are no tokens
  public Inputs.Tokens tokens(String asker) {
    return switch (inputs) {
      case Inputs.Tokens tokens -> tokens;
      case Inputs.Features _ ->
          throw new SpecException(
              "%s, which reads tokens, but the task's inputs are real numbers; choose another model"
                  .formatted(asker));
    };
  }

  /// The share of a set that can be answered by looking up a related training example, such as
  /// f(b,a) for f(a,b); 0 where there is nothing to look up.
  public double lookUp(ExampleSet set) {
    return lookUps.getOrDefault(set, 0.0);
  }

  /// The example numbers on which a baseline of a set counts answers: training and validation set
  /// together, since they are drawn alike and the commonest answer of one alone is common by
  /// accident; of any other set its own.
  public int[] population(ExampleSet set) {
    return set.equals(ExampleSet.TRAIN) || set.equals(ExampleSet.VALIDATION)
        ? IntStream.concat(Arrays.stream(trainRows()), Arrays.stream(validationRows())).toArray()
        : rows(set);
  }

  /// The accuracy of giving every example of a set the answer that most of its [#population] have;
  /// empty where answers are not right or wrong.
  public OptionalDouble chance(ExampleSet set) {
    if (!scoring.hasAnswers() || !(targets instanceof Targets.Classes classes)) {
      return OptionalDouble.empty();
    }
    int each = classes.perExample();
    Map<List<Integer>, Integer> counts = new HashMap<>();
    int[] rows = population(set);
    for (int example : rows) {
      List<Integer> answer = new ArrayList<>(each);
      for (int s = 0; s < each; s++) {
        answer.add(classes.ids()[example * each + s]);
      }
      counts.merge(answer, 1, Integer::sum);
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return OptionalDouble.of(most / (double) Math.max(1, rows.length));
  }
}
