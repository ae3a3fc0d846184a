package groklab.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.web.server.Dashboard;
import groklab.web.server.Folders;
import groklab.zoo.recipe.Recipes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures what watching a live run costs its training, and prints the second table of
/// `docs/how-to/serve.md`. It asserts nothing and is no part of the tests, since its numbers are
/// the machine's; on a quiet machine:
///
///     ./groklab test -pl web -am -Dtest=WatchingCost -Dsurefire.failIfNoSpecifiedTests=false
///
/// A machine's speed drifts by more than the few percent in question. So within one run of
/// addition-59 all watchers come one after another, some seconds each, and their order changes from
/// run to run such that over a square of as many runs as there are kinds of watchers each kind had
/// every place once: neither drift nor what a run does at its beginning can be mistaken for a
/// watcher. What opening the page costs, once, is printed apart from what watching it costs from
/// then on.
class WatchingCost {
  private static final int SQUARES = 6;
  private static final long SETTLE_MILLIS = 800;
  private static final long OPENING_MILLIS = 5_000;
  private static final long SLICE_MILLIS = 3_000;

  @TempDir Path directory;
  private final List<Slice> openings = new ArrayList<>();

  /// Who watches for a while.
  private enum Watching {
    NOBODY("nobody", 0),
    ONE("1 viewer", 1),
    FIFTY("50 viewers", 50),
    PAGE("1 page in Chromium on the same machine", 0);

    private final String words;
    private final int streams;

    Watching(String words, int streams) {
      this.words = words;
      this.streams = streams;
    }
  }

  /// What was seen while somebody watched.
  ///
  /// @param rate steps per second
  /// @param dashboard processor time of all that is not training in this process, milliseconds per
  ///     second
  /// @param browser the same of the browser
  private record Slice(double rate, double dashboard, double browser) {}

  @Test
  void training() throws Exception {
    var kinds = Watching.values();
    Map<Watching, List<List<Slice>>> squares = new EnumMap<>(Watching.class);
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright)) {
      for (int square = 0; square <= SQUARES; square++) {
        for (int row = 0; row < kinds.length; row++) {
          var order = order(row, square % 2 == 1);
          var slices = watched(browser, order, "watched-%d-%d".formatted(square, row));
          if (square > 0) { // the first warms up
            for (int i = 0; i < order.size(); i++) {
              var rows = squares.computeIfAbsent(order.get(i), any -> new ArrayList<>());
              if (row == 0) {
                rows.add(new ArrayList<>());
              }
              rows.getLast().add(slices.get(i));
            }
          }
        }
      }
    }
    print(squares);
    System.out.printf(
        Locale.ROOT,
        "Opening the page, its first %.0f seconds: dashboard %.0f ms, browser %.0f ms in all, on"
            + " average.%n",
        OPENING_MILLIS * 1e-3,
        OPENING_MILLIS * 1e-3 * mean(List.of(openings), Slice::dashboard),
        OPENING_MILLIS * 1e-3 * mean(List.of(openings), Slice::browser));
  }

  /// A row of a Latin square, in every second one backwards.
  private static List<Watching> order(int row, boolean backwards) {
    var kinds = Watching.values();
    var order = new ArrayList<Watching>();
    for (int i = 0; i < kinds.length; i++) {
      order.add(kinds[(row + i) % kinds.length]);
    }
    return backwards ? order.reversed() : order;
  }

  private static void print(Map<Watching, List<List<Slice>>> squares) {
    System.out.println(
        ("| who watches | steps/s | cost: median of %d | min..max | dashboard, ms per s | "
                + "browser, ms per s |")
            .formatted(SQUARES));
    System.out.println("|---|---|---|---|---|---|");
    double[] alone = means(squares.get(Watching.NOBODY));
    squares.forEach((watching, rows) -> {
      double[] rates = means(rows);
      double[] costs = new double[rates.length];
      Arrays.setAll(costs, i -> 100 * (1 - rates[i] / alone[i]));
      Arrays.sort(costs);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f %% | %.1f..%.1f | %.1f | %.0f |%n",
          watching.words,
          Arrays.stream(rates).average().orElseThrow(),
          (costs[(costs.length - 1) / 2] + costs[costs.length / 2]) / 2,
          costs[0],
          costs[costs.length - 1],
          mean(rows, Slice::dashboard),
          mean(rows, Slice::browser));
    });
  }

  /// The geometric mean of the rates of each square.
  private static double[] means(List<List<Slice>> squares) {
    return squares.stream()
        .mapToDouble(rows ->
            Math.exp(rows.stream().mapToDouble(s -> Math.log(s.rate())).average().orElseThrow()))
        .toArray();
  }

  private static double mean(List<List<Slice>> squares, ToDoubleFunction<Slice> of) {
    return squares.stream().flatMap(List::stream).mapToDouble(of).average().orElseThrow();
  }

  /// Trains addition-59 on two threads and lets one kind of watchers look after another.
  private List<Slice> watched(Browser browser, List<Watching> order, String id) throws Exception {
    var folder = directory.resolve("runs");
    var spec =
        Recipes.reader()
            .readNamed(
                "addition-59",
                List.of("name=" + id, "budget.stopWhen=never", "budget.steps=1000000"));
    var slices = new ArrayList<Slice>();
    try (TrainingRun run = TrainingRun.start(spec, folder.resolve(id), 2);
        var dashboard =
            Dashboard.open(
                new Folders(folder, folder.resolve("sweeps"), List.of()),
                name -> List.of(),
                "127.0.0.1",
                0)) {
      var latest = new Latest();
      var training =
          Thread.ofPlatform().name("groklab-run").start(() -> run.run(latest, () -> latest.enough));
      try {
        for (Watching watching : order) {
          slices.add(slice(browser, dashboard, watching, id, latest));
        }
      } finally {
        latest.enough = true;
        training.join();
      }
    }
    return slices;
  }

  private Slice slice(
      Browser browser, Dashboard dashboard, Watching watching, String id, Latest latest)
      throws Exception {
    var streams = new ArrayList<Socket>();
    try (BrowserContext context = browser.newContext()) {
      for (int i = 0; i < watching.streams; i++) {
        streams.add(watch(dashboard.port(), id));
      }
      if (watching == Watching.PAGE) {
        var closed = Moment.now(latest);
        context.newPage().navigate("http://127.0.0.1:" + dashboard.port() + "/runs/" + id);
        Thread.sleep(OPENING_MILLIS - (System.nanoTime() - closed.nanos()) / 1_000_000);
        openings.add(Moment.now(latest).since(closed));
      } else {
        Thread.sleep(SETTLE_MILLIS);
      }
      var before = Moment.now(latest);
      Thread.sleep(SLICE_MILLIS);
      return Moment.now(latest).since(before);
    } finally {
      for (Socket stream : streams) {
        stream.close();
      }
    }
  }

  /// The last report of a run.
  private static final class Latest implements RunObserver {
    private record Report(long step, long nanos) {}

    private volatile Report report = new Report(0, System.nanoTime());
    private volatile boolean enough;

    @Override
    public void progress(Progress now) {
      report = new Report(now.step(), System.nanoTime());
    }

    @Override
    public void event(RunEvent event) {}
  }

  /// Counters at one time.
  private record Moment(Latest.Report report, long nanos, double dashboard, double browser) {

    static Moment now(Latest latest) {
      return new Moment(latest.report, System.nanoTime(), dashboardMillis(), browserMillis());
    }

    Slice since(Moment before) {
      double seconds = (nanos - before.nanos) * 1e-9;
      return new Slice(
          (report.step() - before.report.step())
              / ((report.nanos() - before.report.nanos()) * 1e-9),
          (dashboard - before.dashboard) / seconds,
          (browser - before.browser) / seconds);
    }

    /// Virtual threads count through the threads that carry them; so do the viewers of this class,
    /// which only read.
    private static double dashboardMillis() {
      var threads = ManagementFactory.getThreadMXBean();
      long nanos = 0;
      for (var thread : threads.dumpAllThreads(false, false)) {
        String name = thread.getThreadName();
        if (!name.equals("groklab-run")
            && !name.startsWith("groklab-worker")
            && !name.equals(Thread.currentThread().getName())) {
          nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
        }
      }
      return nanos * 1e-6;
    }

    private static double browserMillis() {
      return ProcessHandle.current()
          .descendants()
          .mapToLong(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
          .sum();
    }
  }

  /// A viewer that reads and forgets, as light as one can be: what it costs is what sending to it
  /// costs.
  private static Socket watch(int port, String id) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            ("GET /api/runs/%s/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: "
                    + "text/event-stream\r\n\r\n")
                .formatted(id)
                .getBytes(StandardCharsets.ISO_8859_1));
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream in = socket.getInputStream()) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
          } catch (IOException e) {
            if (!socket.isClosed()) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        });
    return socket;
  }
}
