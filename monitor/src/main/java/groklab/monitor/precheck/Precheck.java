package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;
import groklab.monitor.precheck.PrecheckResult.Copies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks every predictor that knows no rule for the validation rows.
///
/// Time grows with rows × logarithm of rows for all but the nearest neighbour, whose comparisons
/// are bounded (see [NearestNeighbour]); memory is that of the cells twice and some ten integers
/// for each row and each input of symbols.
public final class Precheck {
  private final Examples examples;
  private final long mostWork;
  private final int[] training;
  private final int[] unseen;
  private final Set<Integer> classes = new HashSet<>();
  private final Votes majority;

  private Precheck(Examples examples, long mostWork) {
    this.examples = examples;
    this.mostWork = mostWork;
    this.training = examples.trainingRows();
    this.unseen = examples.unseenRows();
    for (int row : training) {
      classes.add(examples.labels()[row]);
    }
    this.majority = new Votes(examples, new Groups(new int[examples.rows()], 1), training);
  }

  /// @param examples with rows on both sides and at least two classes in training
  public static PrecheckResult of(Examples examples) {
    return of(examples, NearestNeighbour.MOST_WORK);
  }

  /// @param mostWork how much work the nearest neighbour may be, see [Neighbours#work]
  static PrecheckResult of(Examples examples, long mostWork) {
    return new Precheck(examples, mostWork).result();
  }

  private PrecheckResult result() {
    Groups same = Groups.copies(examples);
    Votes copies = new Votes(examples, same, training);
    Votes reordered = new Votes(examples, Groups.reordered(examples), training);
    List<Score> scores = new ArrayList<>();
    int unknown = unknownAnswers();
    scores.add(
        all(
            Predictor.CHANCE,
            (double) (unseen.length - unknown) / classes.size(),
            "1 of %,d classes".formatted(classes.size())));
    scores.add(all(Predictor.MAJORITY, right(majority), ""));
    int across = covered(copies);
    scores.add(
        new Score(
            Predictor.LOOK_UP,
            across,
            backed(copies),
            unseen.length,
            false,
            "%,d rows have a copy in training".formatted(across)));
    int mirrored = 0;
    double mirroredSame = 0;
    double right = 0;
    for (int row : unseen) {
      if (copies.cover(row)) {
        right += copies.right(row);
      } else if (reordered.cover(row)) {
        mirrored++;
        mirroredSame += reordered.right(row);
      } else {
        right += majority.right(row);
      }
    }
    scores.add(
        new Score(
            Predictor.MIRRORED,
            across + mirrored,
            right + mirroredSame,
            unseen.length,
            false,
            "%,d more in another order, %,d with the same answer"
                .formatted(mirrored, Math.round(mirroredSame))));
    oneInput().ifPresent(scores::add);
    scores.add(nearest());
    Votes unseenVotes = new Votes(examples, same, unseen);
    return new PrecheckResult(
        training.length,
        unseen.length,
        classes.size(),
        unknown,
        new Copies(
            training.length - copies.voted(), copies.conflicts(), across, contradicted(copies)),
        mirrored,
        mirroredSame,
        rowNames(),
        scores,
        (double) copies.satisfied() / training.length,
        (double) unseenVotes.satisfied() / unseen.length);
  }

  private Score all(Predictor predictor, double right, String detail) {
    return new Score(predictor, unseen.length, right, unseen.length, false, detail);
  }

  private int unknownAnswers() {
    int unknown = 0;
    for (int row : unseen) {
      unknown += classes.contains(examples.labels()[row]) ? 0 : 1;
    }
    return unknown;
  }

  private double right(Votes votes) {
    return Arrays.stream(unseen).mapToDouble(votes::right).sum();
  }

  private int covered(Votes votes) {
    return (int) Arrays.stream(unseen).filter(votes::cover).count();
  }

  /// Rows whose answer nobody gives who has their inputs.
  private int contradicted(Votes votes) {
    return (int) Arrays.stream(unseen).filter(row -> votes.cover(row) && !votes.names(row)).count();
  }

  /// Right by these votes, or by the most frequent answer where there are none.
  private double backed(Votes votes) {
    return Arrays.stream(unseen)
        .mapToDouble(row -> votes.cover(row) ? votes.right(row) : majority.right(row))
        .sum();
  }

  private Optional<Score> oneInput() {
    Optional<Votes> best = Optional.empty();
    int column = -1;
    if (examples.width() > 1) {
      for (int i = 0; i < examples.symbols(); i++) {
        Votes votes = new Votes(examples, Groups.equalIn(i, examples), training);
        if (votes.satisfied() > best.map(Votes::satisfied).orElse(0L)) {
          best = Optional.of(votes);
          column = i;
        }
      }
    }
    String detail = column < 0 ? "" : examples.inputs().get(column);
    return best.map(votes ->
        new Score(
            Predictor.ONE_INPUT, covered(votes), backed(votes), unseen.length, false, detail));
  }

  /// Inputs that look like the number or the name of their row.
  private List<String> rowNames() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < examples.width() && examples.width() > 1; i++) {
      if (isWhole(i) && Groups.equalIn(i, examples).count() == examples.rows()) {
        names.add(examples.inputs().get(i));
      }
    }
    return names;
  }

  private boolean isWhole(int column) {
    for (int row = 0; row < examples.rows(); row++) {
      double cell = examples.cells()[row * examples.width() + column];
      if (cell != Math.rint(cell)) {
        return false;
      }
    }
    return true;
  }

  private Score nearest() {
    var neighbour = new NearestNeighbour(examples, training);
    int[] judged = neighbour.judged(unseen, mostWork);
    boolean sampled = judged.length < unseen.length;
    return new Score(
        Predictor.NEAREST,
        unseen.length,
        Arrays.stream(neighbour.right(judged)).sum(),
        judged.length,
        sampled,
        sampled
            ? "judged on %,d rows drawn from the %,d".formatted(judged.length, unseen.length)
            : "");
  }
}
