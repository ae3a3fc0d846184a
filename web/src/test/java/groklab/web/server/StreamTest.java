package groklab.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.lab.rundir.RunDirectory;
import groklab.web.SampleRun;
import java.io.IOException;
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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  private static final int VIEWERS = 50;

  @TempDir Path directory;
  private Dashboard dashboard;
  private RunDirectory run;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Thread> watching = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    run = new SampleRun(directory.resolve("runs/run")).probes(200).withoutSummary().write();
    dashboard = Dashboard.open(directory.resolve("runs"), "127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    watching.forEach(Thread::interrupt);
    client.shutdownNow();
    dashboard.close();
  }

  /// Watches the run; counts the first latch down at the first event and the second at the step that is waited for.
  private void watch(CountDownLatch began, CountDownLatch seen, long step) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + dashboard.port() + "/api/runs/run/stream"))
            .header("Accept", "text/event-stream")
            .timeout(Duration.ofSeconds(30))
            .build();
    watching.add(
        Thread.ofVirtual()
            .start(() -> {
              try {
                var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
                if (lines
                    .peek(line -> {
                      if (line.startsWith("data:")) {
                        began.countDown();
                      }
                    })
                    .anyMatch(line -> line.contains("\"steps\":[" + step))) {
                  seen.countDown();
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
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
              "GET /api/runs/run/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      var began = new CountDownLatch(VIEWERS);
      var seen = new CountDownLatch(VIEWERS);
      for (int i = 0; i < VIEWERS; i++) {
        watch(began, seen, 20_000);
      }
      assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
      append(20_000);
      assertThat(seen.await(2, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aViewerThatHasLeftCostsNothingMore() throws Exception {
    var began = new CountDownLatch(1);
    watch(began, new CountDownLatch(1), 99_999);
    assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(dashboard.viewers()).isEqualTo(1);
    client.shutdownNow();
    for (int i = 0; i < 100 && dashboard.viewers() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(dashboard.viewers()).isZero();
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
