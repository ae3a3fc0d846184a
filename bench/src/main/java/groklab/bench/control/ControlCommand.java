package groklab.bench.control;

import groklab.lab.file.AtomicFile;
import groklab.lab.spec.RunSpec;
import groklab.study.court.Court;
import groklab.study.court.Court.Judged;
import groklab.study.court.CourtReader;
import groklab.study.court.CourtSpec;
import groklab.study.court.CourtTable;
import groklab.study.tune.Goal;
import groklab.zoo.recipe.Recipes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `groklab bench control`: holds a court.
@Command(
    name = "control",
    description = {
      "Compare accelerators and controllers with a control that was tuned as long.",
      "Runs are kept: the same command goes on with what is there."
    },
    mixinStandardHelpOptions = true)
public final class ControlCommand implements Callable<Integer> {
  private static final double SECONDS_PER_HOUR = 3600;

  /// Steps of a training that is timed, so that its beginning is next to nothing of it.
  private static final long FEWEST = 100;

  @Parameters(
      paramLabel = "FILE.toml",
      description = "Families, methods, seeds, settings: e.g. docs/examples/court.toml.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where runs and court.md go. Default: courts/NAME.")
  private Path out = Path.of("");

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "6",
      description = "How long each is run at least before its steps are timed. Default: 6.")
  private double warmUp = 6;

  private final PrintStream err = System.err;

  @Override
  public Integer call() {
    CourtSpec spec = CourtReader.readFile(file);
    Path folder = out.toString().isEmpty() ? Path.of("courts").resolve(spec.name()) : out;
    var court = new Court(spec, (base, set) -> Recipes.reader().readNamed(base, set));
    court.check();
    int pairs = spec.families().size() * spec.methods().size();
    err.printf(
        "%s: %d families, %d methods, %d settings each, judged on %d seeds; in %s.%n",
        spec.name(),
        spec.families().size(),
        spec.methods().size(),
        spec.trials(),
        spec.seeds().size(),
        folder);
    long begin = System.nanoTime();
    int[] done = {0};
    List<Judged> judged =
        court.hold(
            folder,
            Runtime.getRuntime().availableProcessors(),
            each -> tell(each, ++done[0], pairs, begin));
    err.println("Timing steps.");
    Map<RunSpec, Double> times = times(spec, judged);
    CourtTable table = CourtTable.of(spec, judged, each -> times.get(each));
    String page = CourtPage.of(spec, table, times(spec, judged, times));
    AtomicFile.write(folder.resolve("court.md"), page);
    System.out.print(page);
    System.out.flush();
    return 0;
  }

  private void tell(Judged each, int done, int pairs, long begin) {
    double hours = (System.nanoTime() - begin) / 1e9 / SECONDS_PER_HOUR;
    err.printf(
        "%d of %d: %s in %s; %.2f h so far, about %.2f h in all.%n",
        done, pairs, each.method().name(), each.family().name(), hours, hours * pairs / done);
  }

  /// Of all specs, family by family, over as many steps as the tuned control needs.
  private Map<RunSpec, Double> times(CourtSpec spec, List<Judged> judged) {
    Map<RunSpec, Double> times = new HashMap<>();
    for (CourtSpec.Family family : spec.families()) {
      Judged control = Court.find(judged, family, spec.control());
      long until =
          Goal.GENERALIZED_AT
              .median(control.tuned().best().runs())
              .map(median -> Math.max(FEWEST, Math.round(median.steps())))
              .orElse(control.base().budget().steps());
      times.putAll(
          StepTimes.of(
              judged.stream()
                  .filter(each -> each.family().equals(family))
                  .map(Judged::base)
                  .distinct()
                  .toList(),
              until,
              warmUp));
    }
    return times;
  }

  /// Milliseconds of the control's step, by family.
  private static Map<String, Double> times(
      CourtSpec spec, List<Judged> judged, Map<RunSpec, Double> times) {
    Map<String, Double> ofControl = new HashMap<>();
    judged.stream()
        .filter(each -> each.method().equals(spec.control()))
        .forEach(each -> ofControl.put(each.family().name(), times.get(each.base())));
    return ofControl;
  }
}
