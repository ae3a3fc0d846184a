package groklab.study.engine;

import groklab.lab.kind.SpecException;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecReader;
import groklab.lab.train.Trainer;
import groklab.study.sweep.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How much there is to do, run by run, before any is run: the work of a step, which is the same
/// for runs that differ in their seed or in keys of their optimiser alone, times the steps of the
/// budget.
public final class Workload {
  private static final String SCALARS = "optimizer.";

  /// Networks that are looked at; with more of them, others count as the mean.
  private static final int MOST_SHAPES = 64;

  private final List<Job> jobs;
  private final Map<String, Double> work = new HashMap<>();

  /// @param jobs of a sweep
  public Workload(List<Job> jobs) {
    Map<String, List<Job>> shapes = jobs.stream().collect(Collectors.groupingBy(Workload::shape));
    List<String> names = shapes.keySet().stream().sorted().toList();
    int looked = Math.min(MOST_SHAPES, names.size());
    Map<String, Double> known = new HashMap<>();
    for (int i = 0; i < looked; i++) {
      String name = names.get((int) ((long) i * names.size() / looked));
      known.put(name, work(Objects.requireNonNull(shapes.get(name)).getFirst()));
    }
    double mean = known.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    jobs.forEach(job -> work.put(job.id(), known.getOrDefault(shape(job), mean)));
    this.jobs = jobs.stream().sorted(Comparator.comparingDouble((Job job) -> -of(job))).toList();
  }

  private static String shape(Job job) {
    return job.settings().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(SCALARS))
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  /// A run that cannot be run costs nothing; what is wrong with it is said when it is its turn.
  private static double work(Job job) {
    RunSpec spec = new SpecReader().parse(job.spec());
    try (Trainer trainer = new Trainer(spec, 1)) {
      return (double) trainer.stepWork() * spec.budget().steps();
    } catch (SpecException _) {
      return 0;
    }
  }

  /// All runs, those with the most work first, so that no long one is left for the end.
  public List<Job> longestFirst() {
    return jobs;
  }

  /// The work of a run that uses its whole budget, in operations of matrix products.
  public double of(Job job) {
    return Objects.requireNonNull(work.get(job.id()));
  }

  /// The runs whose speed tells of the others': with the most, the middle and the least work.
  List<Job> examples() {
    int n = jobs.size();
    return IntStream.of(0, n / 2, n - 1)
        .distinct()
        .mapToObj(jobs::get)
        .filter(job -> of(job) > 0)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
