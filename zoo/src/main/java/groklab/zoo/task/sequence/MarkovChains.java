package groklab.zoo.task.sequence;

import groklab.engine.random.Counter;
import groklab.engine.random.RandomStream;
import groklab.lab.kind.Check;
import groklab.lab.kind.Kind;
import groklab.lab.kind.Section;
import groklab.lab.problem.Inputs;
import groklab.lab.problem.Problem;
import groklab.lab.problem.Source;
import groklab.lab.problem.Strategies;
import groklab.lab.problem.Targets;
import groklab.lab.problem.TaskSpec;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Markov chains that must be learned from the sequence itself (arXiv 2402.11004): each sequence
/// has a transition matrix of its own, whose rows are drawn from Dirichlet(1, ..., 1), and at each
/// position the next symbol is asked for. The first symbol is uniform, as in the source's code; its
/// text says stationary. Every step has sequences of its own.
///
/// The facet [Strategies] has, in this order, `uniform` (1/k), `unigram` ((1 + count of s)/(k + t)
/// after t symbols), `bigram` ((1 + count of the present symbol followed by s)/(k + times it was
/// followed)) and `truth`, the chain's own row.
///
/// @param symbols k
/// @param length symbols that are shown of a sequence
/// @param trainExamples sequences of the sample of what is trained on
/// @param validationExamples how many others are only looked at
public record MarkovChains(int symbols, int length, int trainExamples, int validationExamples)
    implements TaskSpec {
  private static final int MOST_SYMBOLS = 256;
  private static final int MOST_EXAMPLES = 100_000;

  public static final Kind<MarkovChains> KIND =
      Kind.of("markov-chains", MarkovChains.class, MarkovChains::read);

  public MarkovChains {
    Check.between(2, symbols, MOST_SYMBOLS, "task.symbols", "2");
    Check.between(1, length, 10_000, "task.length", "100");
    Check.between(1, trainExamples, MOST_EXAMPLES, "task.trainExamples", "100");
    Check.between(1, validationExamples, MOST_EXAMPLES, "task.validationExamples", "200");
  }

  private static MarkovChains read(Section<MarkovChains> s) {
    return new MarkovChains(
        s.whole("symbols", 2, MarkovChains::symbols),
        s.whole("length", 100, MarkovChains::length),
        s.whole("trainExamples", 100, MarkovChains::trainExamples),
        s.whole("validationExamples", 200, MarkovChains::validationExamples));
  }

  @Override
  public Kind<MarkovChains> kind() {
    return KIND;
  }

  @Override
  public boolean fresh() {
    return true;
  }

  /// No network can be sure of a symbol that is drawn.
  @Override
  public String criterion() {
    return "loss-share";
  }

  /// Stream `chains` draws the sets, stream `chains.fresh` at a step its sequences.
  @Override
  public Problem problem(long runSeed) {
    int n = trainExamples + validationExamples;
    int[] shown = new int[n * length];
    int[] next = new int[n * length];
    double[] truth = new double[n * length * symbols];
    double[] chain = new double[symbols * symbols];
    long key = RandomStream.of(runSeed, "chains").key();
    for (int e = 0; e < n; e++) {
      draw(Counter.word(key, e), e, shown, next, chain);
      for (int t = 0; t < length; t++) {
        int at = e * length + t;
        System.arraycopy(chain, shown[at] * symbols, truth, at * symbols, symbols);
      }
    }
    return Problem.of(
            new Inputs.Tokens(symbols, length, shown),
            new Targets.Classes(IntStream.range(0, length).toArray(), symbols, next),
            IntStream.range(0, trainExamples).toArray(),
            IntStream.range(trainExamples, n).toArray())
        .from(new Stream(RandomStream.of(runSeed, "chains.fresh").key()))
        .with(strategies(shown, truth));
  }

  /// Draws a chain and a sequence of it.
  ///
  /// @param e which of the arrays' sequences
  /// @param chain its transition matrix afterwards, row by row
  private void draw(long key, int e, int[] shown, int[] next, double[] chain) {
    for (int row = 0; row < symbols; row++) {
      double sum = 0;
      for (int s = 0; s < symbols; s++) {
        // exponentials over their sum are Dirichlet(1, ..., 1)
        double drawn = -StrictMath.log(Counter.inside(key, row * symbols + s));
        chain[row * symbols + s] = drawn;
        sum += drawn;
      }
      for (int s = 0; s < symbols; s++) {
        chain[row * symbols + s] /= sum;
      }
    }
    long from = (long) symbols * symbols;
    int symbol = (int) (Counter.uniform(key, from) * symbols);
    for (int t = 0; t < length; t++) {
      shown[e * length + t] = symbol;
      symbol = drawn(chain, symbol * symbols, Counter.uniform(key, from + 1 + t));
      next[e * length + t] = symbol;
    }
  }

  private int drawn(double[] chain, int row, double u) {
    double below = 0;
    for (int s = 0; s < symbols - 1; s++) {
      below += chain[row + s];
      if (u < below) {
        return s;
      }
    }
    return symbols - 1;
  }

  private Strategies strategies(int[] shown, double[] truth) {
    double[] uniform = new double[truth.length];
    double[] unigram = new double[truth.length];
    double[] bigram = new double[truth.length];
    for (int e = 0; e < shown.length / length; e++) {
      int[] counts = new int[symbols];
      int[] pairs = new int[symbols * symbols];
      int[] followed = new int[symbols];
      for (int t = 0; t < length; t++) {
        int at = e * length + t;
        int symbol = shown[at];
        counts[symbol]++;
        if (t > 0) {
          pairs[shown[at - 1] * symbols + symbol]++;
          followed[shown[at - 1]]++;
        }
        for (int s = 0; s < symbols; s++) {
          uniform[at * symbols + s] = 1.0 / symbols;
          unigram[at * symbols + s] = (1.0 + counts[s]) / (symbols + t + 1);
          bigram[at * symbols + s] =
              (1.0 + pairs[symbol * symbols + s]) / (symbols + followed[symbol]);
        }
      }
    }
    var named = new LinkedHashMap<String, double[]>();
    named.put("uniform", uniform);
    named.put("unigram", unigram);
    named.put("bigram", bigram);
    named.put("truth", truth);
    return new Strategies(symbols, named);
  }

  private final class Stream implements Source.Stream {
    private final long key;

    /// One at a time.
    private final double[] chain = new double[symbols * symbols];

    Stream(long key) {
      this.key = key;
    }

    @Override
    public void fill(long step, Source.Batch into) {
      int[] shown = ((Inputs.Tokens) into.inputs()).ids();
      int[] next = ((Targets.Classes) into.targets()).ids();
      long of = Counter.word(key, step);
      for (int e = 0; e < shown.length / length; e++) {
        draw(Counter.word(of, e), e, shown, next, chain);
      }
    }
  }

  @Override
  public SequencedMap<String, Object> row() {
    var row = new LinkedHashMap<String, Object>();
    row.put("task", "chains of %d symbols".formatted(symbols));
    return row;
  }
}
