package groklab.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import groklab.lab.recipe.Recipes;
import groklab.lab.rundir.RunEvent;
import groklab.lab.train.RunObserver;
import groklab.lab.train.TrainingRun;
import groklab.web.SampleRun;
import groklab.web.server.Dashboard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Measures the dashboard in a real browser and prints the tables of `docs/how-to/serve.md`. It asserts nothing and is no
/// part of the tests, since its numbers are the machine's; on a quiet machine:
///
///     ./groklab test -pl web -am -Dtest=DashboardSpeed -Dsurefire.failIfNoSpecifiedTests=false
class DashboardSpeed {
  private static final int RUNS = 1_000;
  private static final int PROBES = 500;
  private static final int OVERLAID = 200;
  private static final int ROUNDS = 5;
  private static final int TRAINING_ROUNDS = 7;
  private static final int STEPS = 500;

  @TempDir Path directory;

  @Test
  void pages() throws IOException {
    var runs = directory.resolve("runs");
    IntStream.range(0, RUNS)
        .parallel()
        .forEach(i ->
            new SampleRun(runs.resolve("addition-%d-seed%d".formatted(i / 50, i % 50)))
                .seed(i)
                .probes(PROBES)
                .times(100 + i % 60, 2_000 + 7L * i, 10_000)
                .write());
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright)) {
      System.out.println(
          "| %,d finished runs of %d probes | first | after, median | min..max |"
              .formatted(RUNS, PROBES));
      System.out.println("|---|---|---|---|");
      String ids =
          IntStream.range(0, OVERLAID)
              .mapToObj(i -> "addition-%d-seed%d".formatted(i / 50, i % 50))
              .collect(Collectors.joining(","));
      try (var dashboard = Dashboard.open(runs, "127.0.0.1", 0)) {
        row("runs page usable, ms", times(browser, dashboard, "/", TABLE));
        overlays(browser, dashboard, ids, "");
        row("longest frame while scrolling, ms", scrolling(browser, dashboard));
      }
      try (var dashboard = Dashboard.open(runs, "127.0.0.1", 0)) {
        overlays(browser, dashboard, ids, ", server just started");
      }
    }
  }

  /// The whole table, no line still being read.
  private static final String TABLE =
      "document.querySelectorAll('.lines .run-row').length > 5 && document.querySelector('#runs').textContent.includes('1,000 runs')"
          + " && ![...document.querySelectorAll('.lines .run-row')].some(r => r.textContent.includes('reading'))";

  private static final String DRAWN =
      "document.querySelector('#compare').dataset.drawn === '" + OVERLAID + "'";

  private static void overlays(Browser browser, Dashboard dashboard, String ids, String when) {
    for (String measure : List.of("validation.accuracy", "validation.loss")) {
      row(
          "overlay of %d, %s%s, ms".formatted(OVERLAID, measure, when),
          times(browser, dashboard, "/compare#measure=" + measure + "&runs=" + ids, DRAWN));
    }
  }

  private static double[] times(Browser browser, Dashboard dashboard, String path, String done) {
    double[] times = new double[1 + ROUNDS];
    for (int i = 0; i < times.length; i++) {
      try (var context = browser.newContext()) {
        Page page = context.newPage();
        page.navigate("http://127.0.0.1:" + dashboard.port() + path);
        times[i] = when(page, done);
      }
    }
    return times;
  }

  /// Milliseconds from the beginning of the navigation to the first frame at which something holds. (The page's policy
  /// forbids Playwright's own waiting for functions, which evaluates text.)
  private static double when(Page page, String holds) {
    return ((Number)
            page.evaluate(
                "() => new Promise(done => { const look = () => (%s) ? done(performance.now()) : requestAnimationFrame(look); look(); })"
                    .formatted(holds)))
        .doubleValue();
  }

  /// The longest time between two frames while the table moves by three lines in each.
  private static double[] scrolling(Browser browser, Dashboard dashboard) {
    double[] longest = new double[1 + ROUNDS];
    try (var context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate("http://127.0.0.1:" + dashboard.port() + "/");
      when(page, TABLE);
      for (int i = 0; i < longest.length; i++) {
        var result =
            page.evaluate(
                "() => new Promise(done => { const box = document.querySelector('.viewport'); box.scrollTop = 0; let last = null; let longest = 0;"
                    + " let frames = 0; const step = now => { if (last !== null) longest = Math.max(longest, now - last); last = now;"
                    + " box.scrollTop += 120; if (++frames < 300) requestAnimationFrame(step); else done(longest); };"
                    + " requestAnimationFrame(step); })");
        longest[i] = ((Number) result).doubleValue();
      }
    }
    return longest;
  }

  private static void row(String what, double[] values) {
    double[] after = Arrays.stream(values).skip(1).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f..%.0f |%n",
        what,
        values[0],
        after[after.length / 2],
        after[0],
        after[after.length - 1]);
  }

  // --- what watching costs the training ----------------------------------------------------------

  /// Who watches a round.
  private enum Watching {
    NO_DASHBOARD("no dashboard", 0),
    NOBODY("dashboard, nobody watches", 0),
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

  @Test
  void training() throws Exception {
    Map<Watching, List<Double>> rates = new LinkedHashMap<>();
    try (Playwright playwright = Browsers.playwright();
        Browser browser = Browsers.launch(playwright)) {
      for (int round = 0; round <= TRAINING_ROUNDS; round++) {
        for (Watching watching : Watching.values()) {
          double rate =
              train(browser, watching, round + "-" + watching.name().toLowerCase(Locale.ROOT));
          if (round > 0) { // the first warms up
            rates.computeIfAbsent(watching, any -> new ArrayList<>()).add(rate);
          }
        }
      }
    }
    double alone = median(rates.get(Watching.NO_DASHBOARD));
    System.out.println("| who watches | steps/s, median | min..max | cost |");
    System.out.println("|---|---|---|---|");
    rates.forEach((watching, seen) ->
        System.out.printf(
            Locale.ROOT,
            "| %s | %.0f | %.0f..%.0f | %.1f %% |%n",
            watching.words,
            median(seen),
            seen.stream().mapToDouble(r -> r).min().orElseThrow(),
            seen.stream().mapToDouble(r -> r).max().orElseThrow(),
            100 * (1 - median(seen) / alone)));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /// Steps per second of a run of quickstart on two threads.
  private double train(Browser browser, Watching watching, String id) throws Exception {
    var folder = directory.resolve("watched");
    var spec =
        Recipes.reader()
            .readNamed(
                "quickstart",
                List.of("name=watched-" + id, "budget.stopWhen=never", "budget.steps=" + STEPS));
    var streams = new ArrayList<Socket>();
    try (TrainingRun run = TrainingRun.start(spec, folder.resolve(id), 2);
        AutoCloseable dashboard =
            watching == Watching.NO_DASHBOARD ? () -> {} : Dashboard.open(folder, "127.0.0.1", 0);
        var context = browser.newContext()) {
      if (dashboard instanceof Dashboard open) {
        for (int i = 0; i < watching.streams; i++) {
          streams.add(watch(open.port(), id));
        }
        if (watching == Watching.PAGE) {
          context.newPage().navigate("http://127.0.0.1:" + open.port() + "/runs/" + id);
        }
      }
      long start = System.nanoTime();
      run.run(SILENT, () -> false);
      return STEPS / ((System.nanoTime() - start) * 1e-9);
    } finally {
      for (Socket stream : streams) {
        stream.close();
      }
    }
  }

  private static final RunObserver SILENT =
      new RunObserver() {
        @Override
        public void progress(Progress now) {}

        @Override
        public void event(RunEvent event) {}
      };

  /// A viewer that reads and forgets, as light as one can be: what it costs is what sending to it costs.
  private static Socket watch(int port, String id) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            "GET /api/runs/%s/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
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
