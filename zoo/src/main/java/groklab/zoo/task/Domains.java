package groklab.zoo.task;

import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.kind.SpecException;
import groklab.lab.kind.Suggestion;
import groklab.lab.problem.AnswerTable;
import groklab.lab.problem.ExampleSet;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Several tables of residues modulo p learned by one network, each a domain with a token of its
/// own in front and named sets of its own: the setting of arXiv 2506.21551 made small. A domain is
/// an operation, or `sum-modulo-Q`, which is (x + y) mod Q of the whole numbers x and y, or
/// `random`, whose answers are drawn and can only be memorised.
///
/// An example is DOMAIN x y, tokens 0..p-1 being the residues and p, p + 1, ... the domains; the
/// answer, one of p classes, is read at y. The set `validation` has the unseen examples of all
/// domains with a rule; of random answers there is nothing to be known, and they are in
/// `validation.random` alone.
///
/// @param modulus p
/// @param domains operations on residues, `sum-modulo-Q` or `random`, each once
/// @param trainFractions share of each table that is trained on, in the order of the domains
/// @param grouping which examples the named sets of a domain hold
public record Domains(
    int modulus, List<String> domains, List<Double> trainFractions, Grouping grouping)
    implements TaskSpec {
  private static final String RANDOM = "random";
  private static final String SUM_MODULO = "sum-modulo-";
  private static final int MOST = 500; // 16 tables hold four million equations

  public static final Kind<Domains> KIND = Kind.of("domains", Domains.class, Domains::read);

  /// Which examples the named sets of a domain hold.
  public enum Grouping {
    /// its own
    DOMAIN,
    /// as many as it has, dealt out of all domains' examples: a control, since nothing else changes
    SHUFFLED
  }

  public Domains {
    domains = List.copyOf(domains);
    trainFractions = List.copyOf(trainFractions);
    Check.between(2, modulus, MOST, "task.modulus", "23");
    Check.that(
        !domains.isEmpty() && domains.size() <= 16,
        "task.domains",
        domains,
        "1 to 16 operations or random",
        "[\"add\", \"random\"]");
    Check.that(
        new HashSet<>(domains).size() == domains.size(),
        "task.domains",
        domains,
        "each domain once",
        "[\"add\", \"random\"]");
    domains.forEach(Domains::checkName);
    Check.that(
        !domains.equals(List.of(RANDOM)),
        "task.domains",
        domains,
        "a domain with a rule, since of random answers none is to be understood",
        "[\"add\", \"random\"]");
    Check.that(
        trainFractions.size() == domains.size(),
        "task.trainFractions",
        trainFractions,
        "one share for each of the %d domains".formatted(domains.size()),
        domains.stream().map(any -> "0.5").toList().toString());
    for (double fraction : trainFractions) {
      Check.share(
          fraction, "task.trainFractions", domains.stream().map(any -> "0.5").toList().toString());
    }
  }

  private static void checkName(String domain) {
    List<String> names =
        Stream.concat(
                Arrays.stream(ResidueOperation.values()).map(ResidueOperation::specName),
                Stream.of(RANDOM))
            .toList();
    if (!domain.startsWith(SUM_MODULO) && !names.contains(domain)) {
      throw new SpecException(
          "task.domains has \"%s\"; expected some of %s, or %sQ%s"
              .formatted(
                  domain, String.join(", ", names), SUM_MODULO, Suggestion.ending(domain, names)));
    }
  }

  private static Domains read(Section<Domains> s) {
    return new Domains(
        s.whole("modulus", 23, Domains::modulus),
        s.texts("domains", List.of("add", "divide", "quadratic", RANDOM), Domains::domains),
        s.numbers("trainFractions", List.of(0.5, 0.5, 0.5, 0.5), Domains::trainFractions),
        s.choice("grouping", Grouping.DOMAIN, Domains::grouping));
  }

  @Override
  public Kind<Domains> kind() {
    return KIND;
  }

  /// One domain in the arrays of the problem.
  ///
  /// @param first number of its first example
  /// @param train example numbers
  /// @param unseen example numbers
  private record Part(String name, AnswerTable table, int first, int[] train, int[] unseen) {
    boolean hasRule() {
      return !name.equals(RANDOM);
    }

    /// The share of the unseen examples whose mirror image is trained on and has the same answer.
    double lookUp() {
      boolean[] trained = new boolean[table.equations()];
      for (int row : train) {
        trained[row - first] = true;
      }
      long found =
          Arrays.stream(unseen)
              .map(row -> row - first)
              .filter(e -> table.defined(table.y(e), table.x(e)))
              .filter(e -> {
                int mirror = table.example(table.y(e), table.x(e));
                return trained[mirror] && table.answer(mirror) == table.answer(e);
              })
              .count();
      return found / (double) Math.max(1, unseen.length);
    }
  }

  /// Streams `domains.split.NAME` and `domains.answers.random`, `domains.groups.train` and
  /// `domains.groups.validation`.
  @Override
  public Problem problem(long runSeed) {
    List<Part> parts = new ArrayList<>();
    int examples = 0;
    for (int d = 0; d < domains.size(); d++) {
      Part part = part(d, examples, runSeed);
      parts.add(part);
      examples += part.table().equations();
    }
    int[] tokens = new int[3 * examples];
    int[] answers = new int[examples];
    for (int d = 0; d < parts.size(); d++) {
      AnswerTable table = parts.get(d).table();
      for (int e = 0; e < table.equations(); e++) {
        int row = parts.get(d).first() + e;
        tokens[3 * row] = modulus + d;
        tokens[3 * row + 1] = table.x(e);
        tokens[3 * row + 2] = table.y(e);
        answers[row] = table.answer(e);
      }
    }
    int[] train = parts.stream().flatMapToInt(part -> Arrays.stream(part.train())).toArray();
    int[] unseen =
        parts.stream()
            .filter(Part::hasRule)
            .flatMapToInt(part -> Arrays.stream(part.unseen()))
            .toArray();
    Problem problem =
        Problem.of(
            new Inputs.Tokens(modulus + domains.size(), 3, tokens),
            new Targets.Classes(new int[] {2}, modulus, answers),
            train,
            unseen);
    return withSets(problem, parts, runSeed);
  }

  private Part part(int domain, int first, long runSeed) {
    String name = domains.get(domain);
    AnswerTable table = table(name, runSeed);
    int n = table.equations();
    int[] order = RandomStream.of(runSeed, "domains.split." + name).permutation(n);
    int trained = DataSplit.trainSize(Equations.Split.RANDOM, trainFractions.get(domain), n);
    if (trained == 0) {
      throw new SpecException(
          "task.trainFractions has %s for %s, which is no example of %d; write a larger share"
              .formatted(trainFractions.get(domain), name, n));
    }
    int[] rows = Arrays.stream(order).map(e -> first + e).toArray();
    return new Part(
        name, table, first, Arrays.copyOf(rows, trained), Arrays.copyOfRange(rows, trained, n));
  }

  private AnswerTable table(String name, long runSeed) {
    if (name.equals(RANDOM)) {
      int[] answers = new int[modulus * modulus];
      RandomStream stream = RandomStream.of(runSeed, "domains.answers.random");
      Arrays.setAll(answers, i -> stream.below(i, modulus));
      return new AnswerTable(name, true, modulus, 0, answers);
    }
    if (name.startsWith(SUM_MODULO)) {
      return sums(name);
    }
    ResidueOperation rule =
        Operation.named(
            ResidueOperation.values(),
            name,
            PermutationOperation.values(),
            new Operation.Place("residues", KIND.name(), "permutations", "degree = 5"));
    if (rule.needsPrime() && !Primes.isPrime(modulus)) {
      throw new SpecException(
          "task.modulus is %d, but \"%s\" divides and needs a prime; write e.g. modulus = 23"
              .formatted(modulus, name));
    }
    return rule.table(modulus);
  }

  /// (x + y) mod q, x and y as whole numbers: an easier rule than those modulo p, since what a
  /// token is good for is its remainder, of which there are fewer.
  private AnswerTable sums(String name) {
    String written = name.substring(SUM_MODULO.length());
    int q = written.matches("[0-9]{1,3}") ? Integer.parseInt(written) : 0;
    Check.that(
        q >= 2 && q <= modulus,
        "task.domains",
        name,
        "%sQ with Q from 2 to %d".formatted(SUM_MODULO, modulus),
        "[\"sum-modulo-3\"]");
    int[] answers = new int[modulus * modulus];
    Arrays.setAll(answers, e -> (e / modulus + e % modulus) % q);
    return new AnswerTable(name, true, modulus, 0, answers);
  }

  private Problem withSets(Problem problem, List<Part> parts, long runSeed) {
    int[] allTrain = parts.stream().flatMapToInt(part -> Arrays.stream(part.train())).toArray();
    int[] allUnseen = parts.stream().flatMapToInt(part -> Arrays.stream(part.unseen())).toArray();
    int[] trainOrder = order(allTrain, RandomStream.of(runSeed, "domains.groups.train"));
    int[] unseenOrder = order(allUnseen, RandomStream.of(runSeed, "domains.groups.validation"));
    Problem named = problem;
    int train = 0;
    int unseen = 0;
    Map<ExampleSet, Double> lookUps = new LinkedHashMap<>();
    double found = 0;
    for (Part part : parts) {
      String label = label(part.name());
      ExampleSet own = new ExampleSet("validation." + label);
      int nextTrain = train + part.train().length;
      int nextUnseen = unseen + part.unseen().length;
      named =
          named
              .with(
                  new ExampleSet("train." + label),
                  Arrays.copyOfRange(trainOrder, train, nextTrain))
              .with(own, Arrays.copyOfRange(unseenOrder, unseen, nextUnseen));
      if (grouping == Grouping.DOMAIN) {
        lookUps.put(own, part.lookUp());
      }
      found += part.hasRule() ? part.lookUp() * part.unseen().length : 0;
      train = nextTrain;
      unseen = nextUnseen;
    }
    for (var each : lookUps.entrySet()) {
      named = named.withLookUp(each.getKey(), each.getValue());
    }
    return named.withLookUp(
        ExampleSet.VALIDATION, found / Math.max(1, problem.validationRows().length));
  }

  private int[] order(int[] rows, RandomStream shuffle) {
    return switch (grouping) {
      case DOMAIN -> rows;
      case SHUFFLED -> Arrays.stream(shuffle.permutation(rows.length)).map(i -> rows[i]).toArray();
    };
  }

  /// `sum-of-squares` as a part of a set's name, `sumOfSquares`.
  static String label(String domain) {
    String[] words = domain.split("-");
    return words[0]
        + IntStream.range(1, words.length)
            .mapToObj(
                i -> words[i].substring(0, 1).toUpperCase(Locale.ROOT) + words[i].substring(1))
            .reduce("", String::concat);
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "%d domains mod %d".formatted(domains.size(), modulus));
    return row;
  }
}
