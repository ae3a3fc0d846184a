package groklab.app;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.app.Mutation.Way;
import groklab.app.process.ExitCode;
import groklab.app.spec.SpecSource;
import groklab.lab.rundir.RunDirectory;
import groklab.lab.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Damages files of run directories in ways chosen by a seed, and calls the commands: every change
/// of what was recorded is noticed, with a sentence that names the file, and nothing hangs.
class MutationTest {
  private static final int MUTATIONS = Integer.getInteger("groklab.mutations", 500);
  private static final int WEEKLY_MUTATIONS = 200_000;
  private static final long SEED = Long.getLong("groklab.mutations.seed", 0);
  private static final int WORKERS = 2;
  private static final double LONGEST_SECONDS = 5;

  private static final List<String> SEALED =
      List.of(
          "spec.toml",
          "criterion.json",
          "metrics.jsonl",
          "events.jsonl",
          "loss.trace",
          "checkpoints/step-0.safetensors",
          "checkpoints/step-20.safetensors");
  private static final List<String> AT_THE_END = List.of("provenance.json", "summary.json", "DONE");
  private static final List<String> DRAWN = List.of("report.html", "lock");

  private static final List<Way> WAYS = List.of(Way.values());

  @TempDir private Path folder;

  /// A directory and the files in it that hold results.
  private record Target(Path run, List<String> recorded) {}

  @Test
  void everyChangeOfWhatWasRecordedIsNoticedByEveryCommand() throws Exception {
    attack(0, MUTATIONS);
  }

  @Test
  @Tag("weekly")
  void soAreManyMore() throws Exception {
    attack(MUTATIONS, WEEKLY_MUTATIONS);
  }

  private void attack(int from, int to) throws Exception {
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int number = worker;
        tasks.add(() -> new Attack(folder.resolve("worker-" + number)).of(from + number, to));
      }
      List<String> failures = new ArrayList<>();
      for (Future<List<String>> done : workers.invokeAll(tasks)) {
        failures.addAll(done.get());
      }
      assertThat(failures).isEmpty();
    }
  }

  /// One worker with run directories of its own.
  private static final class Attack {
    private final Path folder;
    private final Path pipe;
    private final Target finished;
    private final Target interrupted;
    private final List<String> failures = new ArrayList<>();
    private Cli.Captured captured = new Cli.Captured();
    private CommandLine line = Main.commandLine(captured.console);

    Attack(Path folder) throws IOException, InterruptedException {
      this.folder = Files.createDirectories(folder);
      this.pipe = folder.resolve("pipe");
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      finished = new Target(train(folder.resolve("finished"), Long.MAX_VALUE), all());
      interrupted = new Target(train(folder.resolve("interrupted"), 37), interruptedFiles());
    }

    private static List<String> all() {
      var all = new ArrayList<>(SEALED);
      all.addAll(AT_THE_END);
      all.add("checkpoints/step-40.safetensors");
      return all;
    }

    private static List<String> interruptedFiles() {
      var all = new ArrayList<>(SEALED);
      all.add("checkpoints/step-37.safetensors");
      return all;
    }

    private static Path train(Path path, long until) throws IOException {
      var spec =
          SpecSource.read(
              "mlp-addition",
              List.of(
                  "task.modulus=5",
                  "model.width=4",
                  "training.batch=full",
                  "budget.steps=40",
                  "checkpoints.perDoubling=0",
                  "checkpoints.every=20"));
      var step = new AtomicLong();
      try (var run = TrainingRun.start(spec, path, 1)) {
        run.run(new VerifyCommandTest.Silent(), () -> step.getAndIncrement() >= until);
      }
      Files.writeString(path.resolve("report.html"), "a page");
      Mutation.age(path.resolve("events.jsonl"));
      return path;
    }

    List<String> of(int first, int to) throws IOException {
      for (int i = first; i < to; i += WORKERS) {
        one(new SplittableRandom(SEED + i), "mutation " + i);
      }
      for (Target target : List.of(finished, interrupted)) {
        assertThat(RunDirectory.open(target.run()).verify().damages()).isEmpty();
      }
      return failures;
    }

    private void one(SplittableRandom random, String name) throws IOException {
      Target target = random.nextInt(3) == 0 ? interrupted : finished;
      boolean recorded = random.nextInt(20) > 0;
      List<String> files = recorded ? target.recorded() : DRAWN;
      Path file = target.run().resolve(files.get(random.nextInt(files.size())));
      Way way = WAYS.get(random.nextInt(WAYS.size()));
      List<Object> command = command(target.run(), random, recorded);
      if (isAllowed(file, way, command) || (Files.size(file) == 0 && way.changesBytes())) {
        return;
      }
      Mutation mutation = Mutation.apply(file, way, random, pipe, folder.resolve("aside"));
      try {
        long begin = System.nanoTime();
        Cli.Result result = run(command);
        double seconds = (System.nanoTime() - begin) / 1e9;
        String complaint = complaint(result, file.getFileName().toString(), recorded, seconds);
        if (!complaint.isEmpty()) {
          failures.add(
              "%s, %s, %s: %s\n%s".formatted(name, mutation, command, complaint, brief(result)));
        }
      } finally {
        mutation.takeBack();
      }
    }

    /// Without DONE, a run is resumed to its end.
    private static boolean isAllowed(Path file, Way way, List<Object> command) {
      return file.endsWith("DONE") && way == Way.DELETE && command.contains("--resume");
    }

    private List<Object> command(Path run, SplittableRandom random, boolean recorded) {
      return switch (random.nextInt(recorded ? 9 : 4)) {
        case 0 -> List.of("verify", run);
        case 1 -> List.of("digest", run);
        case 2 -> List.of("show", run);
        case 3 -> List.of("measure", run, "--measure", "weights.l2");
        case 4 -> List.of("run", "--resume", run);
        case 5 -> List.of("report", run);
        case 6 -> List.of("compare", run, run);
        case 7 -> List.of("landscape", run);
        default -> List.of("run", "--branch", run, "--out", folder.resolve("branch"));
      };
    }

    private Cli.Result run(List<Object> command) {
      captured.clear();
      String[] arguments = command.stream().map(Object::toString).toArray(String[]::new);
      return captured.result(line.execute(arguments));
    }

    private static String brief(Cli.Result result) {
      String said = result.out() + result.err();
      return result.exitCode() + " " + said.substring(0, Math.min(300, said.length()));
    }

    private static String complaint(
        Cli.Result result, String file, boolean recorded, double seconds) {
      String said = result.out() + result.err();
      if (said.contains("fault of Groklab") || said.contains("\tat ")) {
        return "no sentence";
      }
      if (seconds > LONGEST_SECONDS) {
        return "took " + seconds + " s";
      }
      if (!recorded) {
        return "";
      }
      if (result.exitCode() == ExitCode.DONE) {
        return "not noticed";
      }
      return said.contains(file) ? "" : "the file is not named";
    }
  }
}
