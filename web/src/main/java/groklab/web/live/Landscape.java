package groklab.web.live;

import groklab.lab.analysis.landscape.LossLine;
import groklab.lab.analysis.landscape.LossPlane;
import groklab.lab.probe.Probe;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The training loss and ‖w‖² on the plane through three checkpoints of a run: the first, the one at which it had
/// memorised, and the last; with the shadow of the path on it, and the same on the straight line from the memorising to
/// the last weights. The page adds them up to the training objective, loss + ½·λ·‖w‖².
final class Landscape {
  private static final double MARGIN = 0.25;
  private static final int BARRIER_POINTS = 41;

  private Landscape() {}

  /// @param points along each side of the grid, each one evaluation of the training set
  static ObjectNode of(Replay replay, RunDirectory run, int points) {
    List<Long> steps = run.checkpointSteps();
    if (steps.size() < 3) {
      throw new LiveException(
          LiveException.Kind.CONFLICT,
          "A plane goes through three checkpoints, and this run has %d so far; try again later."
              .formatted(steps.size()));
    }
    long memorising = memorising(run, steps);
    double[] first = weights(replay, run, steps.getFirst());
    double[] middle = weights(replay, run, memorising);
    double[] last = weights(replay, run, steps.getLast());
    var plane = LossPlane.through(middle, last, first);
    var path = new ArrayList<LossPlane.Point>();
    for (long step : steps) {
      path.add(plane.project(weights(replay, run, step)));
    }
    double[] xs = axis(path.stream().mapToDouble(LossPlane.Point::x).toArray(), points);
    double[] ys = axis(path.stream().mapToDouble(LossPlane.Point::y).toArray(), points);
    var node = JsonNodeFactory.instance.objectNode();
    node.put("memorising", memorising).put("weightDecay", replay.spec().optimizer().weightDecay());
    put(node, "xs", xs);
    put(node, "ys", ys);
    put(node, "losses", plane.grid(replay::trainLoss, xs, ys).values());
    put(node, "squares", plane.grid(Landscape::squares, xs, ys).values());
    var shadow = node.putArray("path");
    for (int i = 0; i < steps.size(); i++) {
      shadow
          .addObject()
          .put("step", steps.get(i))
          .put("x", rounded(path.get(i).x()))
          .put("y", rounded(path.get(i).y()))
          .put("distance", rounded(path.get(i).distance()));
    }
    double[] positions = new double[BARRIER_POINTS];
    java.util.Arrays.setAll(positions, i -> (double) i / (BARRIER_POINTS - 1));
    var line = node.putObject("barrier");
    put(line, "positions", positions);
    put(line, "losses", LossLine.along(replay::trainLoss, middle, last, positions));
    put(line, "squares", LossLine.along(Landscape::squares, middle, last, positions));
    return node;
  }

  /// The checkpoint next after train accuracy reached its threshold, between the first and the last; of a run that
  /// never memorised, the middle one.
  private static long memorising(RunDirectory run, List<Long> steps) {
    double threshold = run.readSpec().probes().trainThreshold();
    var between = new TreeSet<>(steps.subList(1, steps.size() - 1));
    return run.readMetrics().stream()
        .filter(p -> p.valueOrNaN(Probe.TRAIN_ACCURACY) >= threshold)
        .findFirst()
        .map(p -> between.ceiling(p.step()))
        .orElse(steps.get(steps.size() / 2));
  }

  private static double squares(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w * w;
    }
    return sum;
  }

  private static double[] weights(Replay replay, RunDirectory run, long step) {
    replay.load(run.readCheckpoint(step));
    return replay.weights();
  }

  private static double[] axis(double[] seen, int points) {
    double low = java.util.Arrays.stream(seen).min().orElse(0);
    double high = java.util.Arrays.stream(seen).max().orElse(1);
    double margin = MARGIN * (high - low);
    double[] axis = new double[points];
    for (int i = 0; i < points; i++) {
      axis[i] = low - margin + (high - low + 2 * margin) * i / (points - 1);
    }
    return axis;
  }

  private static void put(ObjectNode node, String key, double[] values) {
    var list = node.putArray(key);
    for (double value : values) {
      list.add(rounded(value));
    }
  }

  private static double rounded(double value) {
    return Double.isFinite(value) && value != 0
        ? new java.math.BigDecimal(value).round(new java.math.MathContext(5)).doubleValue()
        : 0;
  }
}
