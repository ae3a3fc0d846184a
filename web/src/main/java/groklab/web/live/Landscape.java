package groklab.web.live;

import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.Replay;
import groklab.measures.landscape.LossPlane;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The losses and ‖w‖² of a run's network away from its path: on the plane through three of its
/// checkpoints, the first, the one at which it had memorised and the one at which it had
/// generalised, with the shadow of the path on it; and on the straight line between any two
/// checkpoints. The page adds them up to the training objective, loss + ½·λ·‖w‖².
///
/// The keys of the JSON are described in `plane.js` and `barrier.js`.
final class Landscape {
  private static final double MARGIN = 0.25;
  private static final int LINE_POINTS = 41;

  private final Replay replay;
  private final RunDirectory run;
  private final List<Long> steps;

  Landscape(Replay replay, RunDirectory run) {
    this.replay = replay;
    this.run = run;
    this.steps = run.checkpointSteps();
  }

  /// @param points along each side of the grid, each one evaluation of the whole data
  ObjectNode plane(int points) {
    if (steps.size() < 3) {
      throw new LiveException(
          LiveException.Kind.CONFLICT,
          "A plane goes through three checkpoints, and this run has %d so far; try again later."
              .formatted(steps.size()));
    }
    long memorising = memorising();
    long generalising = generalising(memorising);
    double[] middle = weights(memorising);
    var plane = LossPlane.through(middle, weights(generalising), weights(steps.getFirst()));
    var path = new ArrayList<LossPlane.Point>();
    for (long step : steps) {
      path.add(plane.project(weights(step)));
    }
    double[] xs = axis(path.stream().mapToDouble(LossPlane.Point::x).toArray(), points);
    double[] ys = axis(path.stream().mapToDouble(LossPlane.Point::y).toArray(), points);
    var node = JsonNodeFactory.instance.objectNode();
    node.put("memorising", memorising).put("generalising", generalising);
    node.put("weightDecay", replay.spec().optimizer().weightDecay().strength());
    node.put(
        "decay",
        replay.spec().optimizer().weightDecay().form().name().toLowerCase(java.util.Locale.ROOT));
    put(node, "xs", xs);
    put(node, "ys", ys);
    var heights = new Heights(points * points);
    for (double y : ys) {
      for (double x : xs) {
        heights.add(plane.at(x, y));
      }
    }
    heights.put(node);
    var shadow = node.putArray("path");
    for (int i = 0; i < steps.size(); i++) {
      shadow
          .addObject()
          .put("step", steps.get(i))
          .put("x", rounded(path.get(i).x()))
          .put("y", rounded(path.get(i).y()))
          .put("distance", rounded(path.get(i).distance()));
    }
    return node;
  }

  /// On the straight line between the weights of two checkpoints.
  ObjectNode line(long from, long to) {
    double[] a = weights(from);
    double[] b = weights(to);
    double[] positions = new double[LINE_POINTS];
    Arrays.setAll(positions, i -> (double) i / (LINE_POINTS - 1));
    var heights = new Heights(LINE_POINTS);
    for (double t : positions) {
      double[] between = new double[a.length];
      Arrays.setAll(between, i -> (1 - t) * a[i] + t * b[i]);
      heights.add(between);
    }
    var node = JsonNodeFactory.instance.objectNode().put("from", from).put("to", to);
    put(node, "positions", positions);
    heights.put(node);
    return node;
  }

  /// What stands above points in weight space.
  private final class Heights {
    private final double[] train;
    private final double[] validation;
    private final double[] squares;
    private int count;

    Heights(int points) {
      train = new double[points];
      validation = new double[points];
      squares = new double[points];
    }

    void add(double[] weights) {
      Probe losses = replay.losses(weights);
      train[count] = losses.valueOrNaN(Probe.TRAIN_LOSS);
      validation[count] = losses.valueOrNaN(Probe.VALIDATION_LOSS);
      squares[count] = Arrays.stream(weights).map(w -> w * w).sum();
      count++;
    }

    void put(ObjectNode node) {
      Landscape.put(node, "train", train);
      if (replay.data().validationRows().length > 0) {
        Landscape.put(node, "validation", validation);
      }
      Landscape.put(node, "squares", squares);
    }
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
    if (!run.hasCheckpoint(step)) {
      throw LiveException.missing("This run has no checkpoint of step %d.".formatted(step));
    }
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

  /// A loss that is not finite has no height.
  private static void put(ObjectNode node, String key, double[] values) {
    var list = node.putArray(key);
    for (double value : values) {
      if (Double.isFinite(value)) {
        list.add(rounded(value));
      } else {
        list.addNull();
      }
    }
  }

  private static double rounded(double value) {
    return value == 0 ? 0 : new BigDecimal(value).round(new MathContext(5)).doubleValue();
  }
}
