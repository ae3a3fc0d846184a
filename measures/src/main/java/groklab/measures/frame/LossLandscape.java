package groklab.measures.frame;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.Replay;
import groklab.lab.update.WeightDecay;
import groklab.measures.landscape.LossLine;
import groklab.measures.landscape.LossPlane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The losses and ‖w‖² of a run's network away from its path: on the plane through three of its
/// checkpoints, the first, the one at which it had memorised and the one at which it had
/// generalised, with the shadow of the path on it; and on the straight line between any two
/// checkpoints. A view adds them up to the training objective, loss + ½·λ·‖w‖².
public final class LossLandscape {
  private static final double MARGIN = 0.25;
  private static final int LINE_POINTS = 41;

  private final Replay replay;
  private final RunDirectory run;
  private final List<Long> steps;

  public LossLandscape(Replay replay, RunDirectory run) {
    this.replay = replay;
    this.run = run;
    this.steps = run.checkpointSteps();
  }

  /// What stands above points in weight space, one number for each.
  ///
  /// @param validation empty where there are no validation examples
  /// @param squares ‖w‖²
  public record Heights(double[] train, Optional<double[]> validation, double[] squares) {}

  /// The losses on a plane.
  ///
  /// @param memorising step of the second checkpoint
  /// @param memorised whether the training set had reached its threshold by then
  /// @param generalising step of the third
  /// @param generalised whether the validation set had reached its threshold by then
  /// @param penalty of the run: its strength λ adds ½·λ·‖w‖² to the objective
  /// @param xs along the first axis
  /// @param ys along the second axis
  /// @param heights row by row, a row for each of ys
  /// @param path all checkpoints
  public record Surface(
      long memorising,
      boolean memorised,
      long generalising,
      boolean generalised,
      WeightDecay penalty,
      double[] xs,
      double[] ys,
      Heights heights,
      List<Shadow> path) {}

  /// Where a checkpoint lies.
  ///
  /// @param x along the first axis of the plane
  /// @param y along the second
  /// @param distance from the plane
  public record Shadow(long step, double x, double y, double distance) {}

  /// The losses on a line.
  ///
  /// @param positions from 0, the weights of `from`, to 1, those of `to`
  public record Profile(long from, long to, double[] positions, Heights heights) {}

  /// The plane through three checkpoints, of which the run has at least as many.
  ///
  /// @param points along each side of the grid, each one evaluation of the whole data
  public Surface plane(int points) {
    long memorising = memorising();
    long generalising = generalising(memorising);
    double[] middle = weights(memorising);
    var plane = LossPlane.through(middle, weights(generalising), weights(steps.getFirst()));
    List<Shadow> path = new ArrayList<>();
    for (long step : steps) {
      LossPlane.Point at = plane.project(weights(step));
      path.add(new Shadow(step, at.x(), at.y(), at.distance()));
    }
    double[] xs = axis(path.stream().mapToDouble(Shadow::x).toArray(), points);
    double[] ys = axis(path.stream().mapToDouble(Shadow::y).toArray(), points);
    List<double[]> grid = new ArrayList<>();
    for (double y : ys) {
      for (double x : xs) {
        grid.add(new double[] {x, y});
      }
    }
    return new Surface(
        memorising,
        reached(Probe.TRAIN) <= memorising,
        generalising,
        reached(Probe.VALIDATION) <= generalising,
        replay.spec().optimizer().weightDecay(),
        xs,
        ys,
        heights(points * points, i -> plane.at(grid.get(i)[0], grid.get(i)[1])),
        path);
  }

  /// On the straight line between the weights of two checkpoints, which the run has.
  public Profile line(long from, long to) {
    double[] a = weights(from);
    double[] b = weights(to);
    double[] positions = new double[LINE_POINTS];
    Arrays.setAll(positions, i -> (double) i / (LINE_POINTS - 1));
    return new Profile(
        from, to, positions, heights(LINE_POINTS, p -> LossLine.between(a, b, positions[p])));
  }

  @FunctionalInterface
  private interface Place {
    double[] weights(int point);
  }

  private Heights heights(int points, Place place) {
    double[] train = new double[points];
    double[] validation = new double[points];
    double[] squares = new double[points];
    for (int i = 0; i < points; i++) {
      double[] weights = place.weights(i);
      Probe losses = replay.losses(weights);
      train[i] = losses.valueOrNaN(Probe.TRAIN_LOSS);
      validation[i] = losses.valueOrNaN(Probe.VALIDATION_LOSS);
      squares[i] = Arrays.stream(weights).map(w -> w * w).sum();
    }
    boolean validated = replay.data().validationRows().length > 0;
    return new Heights(train, validated ? Optional.of(validation) : Optional.empty(), squares);
  }

  /// The checkpoint next after the training set reached its threshold, between the first and the
  /// last; of a run that never memorised, the middle one.
  private long memorising() {
    var between = new TreeSet<>(steps.subList(1, steps.size() - 1));
    long reached = reached(Probe.TRAIN);
    Long next = between.ceiling(reached);
    return next == null ? steps.get(steps.size() / 2) : next;
  }

  /// The checkpoint next after the validation set reached its threshold; of a run that never
  /// generalised, the last.
  private long generalising(long memorising) {
    var later = new TreeSet<>(steps).tailSet(memorising, false);
    long reached = reached(Probe.VALIDATION);
    return later.stream().filter(step -> step >= reached).findFirst().orElse(steps.getLast());
  }

  private long reached(String set) {
    var criterion = run.readCriterion();
    return run.readMetrics().stream()
        .filter(p -> criterion.isReached(set, criterion.value(p, set)))
        .mapToLong(Probe::step)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private double[] weights(long step) {
    replay.load(run.readCheckpoint(step));
    return replay.weights();
  }

  private static double[] axis(double[] seen, int points) {
    double low = Arrays.stream(seen).min().orElse(0);
    double high = Arrays.stream(seen).max().orElse(1);
    double margin = MARGIN * (high - low);
    double[] axis = new double[points];
    for (int i = 0; i < points; i++) {
      axis[i] = low - margin + (high - low + 2 * margin) * i / (points - 1);
    }
    return axis;
  }
}
