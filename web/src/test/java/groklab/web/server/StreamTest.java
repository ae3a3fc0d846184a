package groklab.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  private static final int VIEWERS = 50;
  private static final int TRIES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Dashboard dashboard;
  private RunDirectory run;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Thread> watching = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    run = new SampleRun(directory.resolve("runs/run")).probes(200).withoutSummary().write();
    dashboard =
        Dashboard.open(
            new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of()),
            name -> List.of(),
            "127.0.0.1",
            0);
  }

  @AfterEach
  void close() {
    watching.forEach(Thread::interrupt);
    client.shutdownNow();
    dashboard.close();
  }

  /// Watches the run; counts the first latch down at the first event and each of the others at its
  /// step.
  private void watch(CountDownLatch began, Map<Long, CountDownLatch> seen) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + dashboard.port() + "/api/runs/run/stream"))
            .header("Accept", "text/event-stream")
            .timeout(PATIENCE)
            .build();
    watching.add(
        Thread.ofVirtual()
            .start(() -> {
              try {
                client
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data:"))
                    .forEach(line -> {
                      began.countDown();
                      seen.forEach((step, latch) -> {
                        if (line.contains("\"steps\":[" + step)) {
                          latch.countDown();
                        }
                      });
                    });
              } catch (UncheckedIOException e) {
                assertThat(Thread.currentThread().isInterrupted() || client.isTerminated())
                    .as("the stream ended because the test is over")
                    .isTrue();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  private void append(long step) throws IOException {
    Files.writeString(
        run.metricsFile(),
        "{\"step\":%d,\"train.loss\":0.5}\n".formatted(step),
        StandardOpenOption.APPEND);
  }

  @Test
  void fiftyViewersSeeTheLastStepWithinTwoSecondsBesideOneThatNeverReads() throws Exception {
    try (var idle = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
      idle.getOutputStream()
          .write(
              ("GET /api/runs/run/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: "
                      + "text/event-stream\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      var began = new CountDownLatch(VIEWERS);
      Map<Long, CountDownLatch> seen = new LinkedHashMap<>();
      for (long step = 20_000; step < 20_000 + TRIES; step++) {
        seen.put(step, new CountDownLatch(VIEWERS));
      }
      for (int i = 0; i < VIEWERS; i++) {
        watch(began, seen);
      }
      assertThat(began.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      boolean inTime = false;
      for (var next : seen.entrySet()) {
        append(next.getKey());
        inTime |= next.getValue().await(2, TimeUnit.SECONDS);
        assertThat(next.getValue().await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as("everybody sees step %d", next.getKey())
            .isTrue();
      }
      assertThat(inTime).as("within two seconds, unless the machine was busy each time").isTrue();
    }
  }

  @Test
  void aViewerThatHasLeftCostsNothingMore() throws Exception {
    var began = new CountDownLatch(1);
    watch(began, Map.of());
    assertThat(began.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(dashboard.viewers()).isEqualTo(1);
    client.shutdownNow();
    for (int i = 0; i < 600 && dashboard.viewers() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(dashboard.viewers()).isZero();
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/runs/run/stream".formatted(dashboard.port())))
            .build();
    try (var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      var updates = lines.filter(line -> line.contains("\"state\":")).iterator();
      assertThat(updates.next()).contains("\"head\":", "\"around\":", "\"checkpoints\":");
      append(20_000);
      assertThat(updates.next())
          .as("the last phase has become longer")
          .contains("\"around\":")
          .doesNotContain("\"head\":")
          .doesNotContain("\"checkpoints\":");
      Files.writeString(
          run.eventsFile(),
          "{\"step\":20000,\"type\":\"memorised\",\"accuracy\":0.99}\n",
          StandardOpenOption.APPEND);
      assertThat(updates.next())
          .contains("\"steps\":[]")
          .doesNotContain("\"head\":")
          .doesNotContain("\"around\":");
    }
  }

  @Test
  void aViewerThatComesBackGetsOnlyWhatItHasNotSeen() throws Exception {
    int probes = run.readMetrics().size();
    append(20_000);
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/runs/run/stream".formatted(dashboard.port())))
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", "0:" + probes)
            .build();
    try (var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      String update = lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
      assertThat(update)
          .contains("\"from\":" + probes)
          .contains("\"steps\":[20000]")
          .contains("\"train.loss\":[0.5]");
    }
  }
}
