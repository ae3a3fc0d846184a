package groklab.measures.group;

import static groklab.measures.common.MeasurePages.page;

import groklab.lab.linear.Matrix;
import groklab.lab.measure.Derivation;
import groklab.lab.measure.Measure;
import groklab.lab.measure.Need;
import groklab.lab.measure.Operations;
import groklab.lab.measure.ProbeData;
import groklab.lab.measure.Subject;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Pairs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.SymmetricGroup;
import groklab.measures.common.HiddenUnits;
import groklab.measures.common.Layers;
import groklab.measures.common.ScoredSets;
import groklab.measures.common.SimpleDerivation;
import groklab.measures.common.SimpleMeasure;
import groklab.measures.common.TokenTables;
import groklab.measures.common.cyclic.AnswerCells;
import groklab.measures.group.RepresentationShare.Argument;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Composition of permutations in the basis of the irreducible representations of S_n.
public final class GroupMeasures {
  private static final int MAX_DEGREE = 5;

  /// Irreducible representations of S_n: partitions of n.
  private static final int[] IRREPS = {1, 1, 2, 3, 5, 7};

  private GroupMeasures() {}

  /// What does not change between probes.
  record Known(FiniteGroup group, List<Representation> irreps, AnswerCells cells) {}

  /// @param similarity of each irreducible representation
  /// @param keys those above the paper's threshold
  record Keyed(
      List<Representation> irreps,
      double[] similarity,
      Representation[] keys,
      RepresentationLosses losses) {}

  static final Derivation<Keyed> KEYED =
      new SimpleDerivation<>(
          "key representations",
          subject -> List.of(new Need.Outputs(ExampleSet.TABLE)),
          costs -> 12 * Operations.STREAMED * cube(costs.subject()),
          GroupMeasures::keyed);

  private static final List<Need> NEEDS = List.of(new Need.Derived(KEYED));

  public static final List<Measure> ALL =
      List.of(
          new SimpleMeasure(
              page(GroupMeasures.class, "group.similarity"),
              subject -> NEEDS,
              GroupMeasures::obstacle,
              costs -> 0,
              subject ->
                  (data, into) -> {
                    Keyed keyed = data.derived(KEYED);
                    double explained = 0;
                    for (int i = 0; i < keyed.irreps().size(); i++) {
                      double s = keyed.similarity()[i];
                      into.put("group.similarity." + name(keyed.irreps().get(i)), s);
                      explained += s * s;
                    }
                    into.put("group.explained", explained);
                    into.put("group.keyRepresentations", keyed.keys().length);
                  }),
          new SimpleMeasure(
              page(GroupMeasures.class, "group.restrictedLoss"),
              subject -> NEEDS,
              GroupMeasures::obstacle,
              costs ->
                  (2 * Operations.EXPONENTIAL + 8 * Operations.STREAMED) * cube(costs.subject()),
              subject ->
                  (data, into) -> {
                    Keyed keyed = data.derived(KEYED);
                    into.put("group.restrictedLoss", keyed.losses().restricted(keyed.keys()).all());
                    into.put("group.excludedLoss", keyed.losses().excluded(keyed.keys()).train());
                  }),
          shares(
              "group.embeddingShare",
              subject -> obstacle(subject).or(() -> TokenTables.obstacle(subject)),
              TokenTables::left),
          shares(
              "group.unembeddingShare",
              GroupMeasures::obstacle,
              data -> TokenTables.unembedding(data).transposed()),
          new SimpleMeasure(
              page(GroupMeasures.class, "group.hiddenShare"),
              subject -> HiddenUnits.needs(subject, ExampleSet.TABLE),
              subject -> obstacle(subject).or(() -> Layers.obstacle(subject)),
              costs -> {
                long n = TokenTables.elements(costs.subject());
                long irreps = IRREPS[degree(costs.subject())];
                long h = HiddenUnits.count(costs.subject());
                return Operations.SCALAR * (irreps * 3 * (n * n * h + h * n) + n * n * h);
              },
              GroupMeasures::hidden),
          CosetMeasures.MEASURE);

  static Optional<String> obstacle(Subject subject) {
    if (!(subject instanceof Subject.Model model)) {
      return Optional.of(
          "weights alone do not say what they were trained on, which a spec does (--spec)");
    }
    Optional<SymmetricGroup> group = model.data().facet(SymmetricGroup.class);
    if (group.isEmpty()) {
      return Optional.of("the task is not composition of permutations");
    }
    return group.get().degree() <= MAX_DEGREE
        ? Optional.empty()
        : Optional.of(
            "S_%d has %,d logits; up to S_%d is supported"
                .formatted(group.get().degree(), cube(subject), MAX_DEGREE));
  }

  /// n of S_n.
  static int degree(Subject subject) {
    return ((Subject.Model) subject).data().facet(SymmetricGroup.class).orElseThrow().degree();
  }

  private static long cube(Subject subject) {
    long n = TokenTables.elements(subject);
    return n * n * n;
  }

  static Known known(Subject subject) {
    Problem data = ((Subject.Model) subject).data();
    int[][] permutations = data.facet(SymmetricGroup.class).orElseThrow().elements();
    var order = FiniteGroup.Composition.LEFT_FIRST;
    FiniteGroup group = FiniteGroup.ofPermutations(permutations, order);
    return new Known(
        group,
        SymmetricIrreps.of(permutations, order),
        RepresentationLosses.cellsOf(group, data.trainRows()));
  }

  private static Function<ProbeData, Keyed> keyed(Subject subject) {
    Known known = known(subject);
    Problem data = ((Subject.Model) subject).data();
    int n = known.group().order();
    int first = data.facet(Pairs.class).orElseThrow().firstElement();
    int scored = data.targets().perExample();
    Matrix logits = new Matrix(n * n, n, new double[n * n * n]);
    return probe -> {
      Matrix outputs = probe.outputs(ExampleSet.TABLE);
      for (int cell = 0; cell < n * n; cell++) {
        int from = cell * scored * outputs.cols() + first;
        System.arraycopy(outputs.values(), from, logits.values(), cell * n, n);
      }
      LogitCharacters characters = LogitCharacters.of(logits, known.group());
      return new Keyed(
          known.irreps(),
          known.irreps().stream().mapToDouble(characters::similarity).toArray(),
          characters.key(known.irreps(), LogitCharacters.KEY).toArray(Representation[]::new),
          RepresentationLosses.onLogits(logits, known.group(), known.cells()));
    };
  }

  /// The share of each representation in a table over the elements.
  private static Measure shares(
      String name,
      Function<Subject, Optional<String>> hindrance,
      Function<ProbeData, Matrix> table) {
    return new SimpleMeasure(
        page(GroupMeasures.class, name),
        subject -> List.of(new Need.Weights()),
        hindrance,
        costs -> {
          long n = TokenTables.elements(costs.subject());
          return 2 * Operations.STREAMED * n * n * (n + HiddenUnits.count(costs.subject()));
        },
        subject -> {
          Known known = known(subject);
          return (data, into) -> {
            Matrix rows = TokenTables.elementRows(data, table.apply(data));
            for (Representation irrep : known.irreps()) {
              into.put(name + "." + name(irrep), RepresentationShare.ofTable(rows, irrep));
            }
          };
        });
  }

  private static Measure.Gauge hidden(Subject subject) {
    Known known = known(subject);
    Need.Activations need = HiddenUnits.need(subject, ExampleSet.TABLE);
    return (data, into) -> {
      Matrix table = data.activations(need.set(), need.hook(), need.at());
      int n = known.group().order();
      Matrix centred = ScoredSets.firstRows(table, table.rows() / (n * n)).centred();
      for (Representation irrep : known.irreps()) {
        double product = share(centred, known, irrep, Argument.PRODUCT);
        double all =
            product
                + share(centred, known, irrep, Argument.LEFT)
                + share(centred, known, irrep, Argument.RIGHT);
        into.put("group.hiddenShare." + name(irrep), all);
        into.put("group.hiddenShare.product." + name(irrep), product);
      }
    };
  }

  private static double share(Matrix neurons, Known known, Representation irrep, Argument of) {
    return RepresentationShare.ofActivations(neurons, known.group(), irrep, of);
  }

  /// The partition with dashes, `4-1` for (4,1).
  static String name(Representation irrep) {
    return irrep.name().replaceAll("[()]", "").replace(',', '-');
  }
}
