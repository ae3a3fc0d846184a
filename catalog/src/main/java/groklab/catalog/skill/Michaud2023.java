package groklab.catalog.skill;

import groklab.catalog.Claim;
import groklab.catalog.Entry;
import groklab.catalog.Experiment;
import groklab.catalog.Mutant;
import groklab.catalog.Omission;
import groklab.catalog.check.AtMost;
import groklab.catalog.check.Reading;
import groklab.catalog.check.Within;
import groklab.lab.probe.Probe;
import groklab.study.store.Row;
import java.util.List;
import java.util.stream.IntStream;

/// arXiv 2303.13506: skills that are learned one by one, the frequent ones first.
public final class Michaud2023 {
  private static final double BIT = Math.log(2);
  private static final double LEARNED = 0.1 * BIT;
  private static final double PLATEAU = 0.9 * BIT;
  private static final int TASKS = 20;
  private static final double EXPONENT = 1.5;
  private static final String SMALLER =
      "20 tasks of 20 bits, 128 neurons, batches of 1,000, 8,000 steps (500 of 100, 10 to 500"
          + " neurons, 20,000, 200,000).";

  private Michaud2023() {}

  /// The entry.
  public static Entry entry() {
    Experiment zipf = Experiment.ofRecipe("zipf", "michaud2023-quanta", 3);
    return new Entry(
        "michaud2023",
        "many parities of different frequency",
        "Michaud, Liu, Girit, Tegmark: The Quantization Model of Neural Scaling, arXiv 2303.13506",
        List.of(zipf),
        List.of(
            Claim.of(
                    "frequent-first",
                    "Skills are learned in the order of their frequencies: the rank correlation of"
                        + " a task's number with the step at which its loss is below 0.1 bit is at"
                        + " least 0.9.",
                    "section 3, figure 2; 0.1 bit is the authors', 0.9 ours",
                    new Within("zipf", order(), 0.9, 1))
                .smaller(SMALLER),
            Claim.of(
                    "staircase",
                    "So they are learned at different times: the tenth, 32 times as rare as the"
                        + " first, at least three times as late.",
                    "section 3, figure 2; the factor is ours",
                    new AtMost("zipf", learned(1), 1 / 3.0, "zipf", learned(10)))
                .smaller(SMALLER),
            Claim.of(
                    "plateau",
                    "A skill is not learned bit by bit: at half of that step its loss is still at"
                        + " least 0.9 bits, in the median over the tasks.",
                    "section 3, figure 2; half and 0.9 are ours",
                    new Within("zipf", halfWayLoss(), 0.9, Double.POSITIVE_INFINITY))
                .smaller(SMALLER),
            Claim.of(
                    "drop",
                    "Then it comes at once: from the last probe with 0.9 bits to the first with 0.1"
                        + " the steps grow at most 2 times, in the median over the tasks.",
                    "section 3, figure 2; the factor is ours",
                    new Within("zipf", drop(), 1, 2))
                .smaller(SMALLER),
            Claim.of(
                    "mean-is-a-line",
                    "The mean of the tasks by their frequencies falls along a line over log-log"
                        + " axes: R² is at least 0.95 from the first task that is learned to the"
                        + " last.",
                    "section 3; R² and its bound are ours",
                    new Within("zipf", straightness(), 0.95, 1))
                .smaller(SMALLER)),
        List.of(
            new Mutant(
                "all tasks equally frequent",
                "zipf",
                List.of("task.exponent=0.0"),
                List.of("staircase"))),
        List.of(
            new Omission(
                "L(N) ~ N^-α in parameters, and in examples of a fixed set",
                "sweeps over width and set size of up to a million steps each; the task has both"
                    + " keys"),
            new Omission(
                "quanta of a language model, found by clustering its gradients",
                "no language models here")),
        List.of(
            "Frequent first: the four most frequent tasks are learned, in this order, and sixteen"
                + " not within 8,000 steps; those share the last rank, and with them the"
                + " correlation cannot exceed 0.70. Attempts, seed 77: (1) 10 bits instead of 20:"
                + " four tasks, at steps 561, 1,701, 2,314 and 5,069; (2) rate 3e-3 and batches of"
                + " 2,000: ten tasks, at 222, 538, 1,110, 1,746, 1,794, 5,320, 3,498, 4,518, 7,957"
                + " and 5,610, so nearly in order. What is missing is examples: the script's"
                + " default has ten times the batch and three times the steps.",
            "Plateau and drop: a task goes from 0.9 to 0.1 bits while the steps grow 3.5 to 4"
                + " times, and half-way it has about 0.5 bits left. With the same attempts: (1) 5.2"
                + " times, 0.39 bits; (2) 3.5 times, 0.52 bits. Against a logarithm of the steps"
                + " that is a drop after a long plateau, but not as sharp as our bands ask."));
  }

  private static String loss(int task) {
    return "task.%d.loss".formatted(task);
  }

  private static Reading learned(int task) {
    return Reading.firstAtMost(loss(task), LEARNED);
  }

  private static double[] steps(Row.End.Finished run) {
    return IntStream.rangeClosed(1, TASKS)
        .mapToDouble(task -> learned(task).number().applyAsDouble(run))
        .toArray();
  }

  /// Spearman's correlation; tasks that are not learned share the last ranks.
  private static Reading order() {
    return new Reading(
        "rank correlation of task and step", run -> Correlations.withOrder(steps(run)));
  }

  private static Reading halfWayLoss() {
    return new Reading(
        "bits at half of the step at which a task is learned",
        run -> {
          double[] steps = steps(run);
          return median(
              IntStream.range(0, TASKS)
                  .filter(t -> Double.isFinite(steps[t]))
                  .mapToDouble(t ->
                      Reading.at(loss(t + 1), (long) (steps[t] / 2)).number().applyAsDouble(run)
                          / BIT)
                  .toArray());
        });
  }

  private static Reading drop() {
    return new Reading(
        "growth of steps while a task is learned",
        run -> {
          double[] steps = steps(run);
          return median(
              IntStream.range(0, TASKS)
                  .filter(t -> Double.isFinite(steps[t]))
                  .mapToDouble(t -> steps[t] / lastOnPlateau(run, t + 1, steps[t]))
                  .toArray());
        });
  }

  private static double lastOnPlateau(Row.End.Finished run, int task, double learned) {
    return run.probes().stream()
        .filter(probe -> probe.step() < learned && probe.valueOrNaN(loss(task)) >= PLATEAU)
        .mapToDouble(Probe::step)
        .max()
        .orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).sorted().toArray();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static Reading straightness() {
    return new Reading(
        "R² of log mean loss over log step",
        run -> {
          double[] steps = steps(run);
          double first = IntStream.range(0, TASKS).mapToDouble(t -> steps[t]).min().orElseThrow();
          double last =
              IntStream.range(0, TASKS)
                  .mapToDouble(t -> steps[t])
                  .filter(Double::isFinite)
                  .max()
                  .orElse(Double.NaN);
          List<Probe> between =
              run.probes().stream()
                  .filter(probe -> probe.step() >= first && probe.step() <= last)
                  .toList();
          double r =
              Correlations.pearson(
                  between.stream().mapToDouble(probe -> Math.log((double) probe.step())).toArray(),
                  between.stream().mapToDouble(probe -> Math.log(meanLoss(probe))).toArray());
          return r * r;
        });
  }

  /// By the frequencies of the tasks, but for their sum, which moves the line and does not bend it.
  private static double meanLoss(Probe probe) {
    double sum = 0;
    for (int task = 1; task <= TASKS; task++) {
      sum += Math.pow(task, -EXPONENT) * probe.valueOrNaN(loss(task));
    }
    return sum;
  }
}
