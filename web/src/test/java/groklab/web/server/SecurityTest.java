package groklab.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import groklab.web.SampleRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The list of attacks, each tried against a dashboard that answers on a port of its own.
class SecurityTest {
  private static final String TINY =
      "{\"recipe\":\"quickstart\",\"set\":{\"task.modulus\":\"7\",\"budget.steps\":\"5\"}}";

  @TempDir Path directory;
  private Dashboard dashboard;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void open() throws IOException {
    new SampleRun(directory.resolve("runs/inside")).probes(20).write();
    new SampleRun(directory.resolve("outside")).probes(20).write();
    Path logs = Files.createDirectories(directory.resolve("logs"));
    dashboard =
        Dashboard.open(
            new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of(logs)),
            name -> List.of(),
            "127.0.0.1",
            0);
  }

  @AfterEach
  void close() {
    dashboard.close();
    client.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).doesNotContain(directory.toString());
    return response;
  }

  /// A request as bytes, for what a well-behaved client would not send; returns the status line and
  /// the body.
  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String answer = reader.lines().collect(Collectors.joining("\n"));
      assertThat(answer).doesNotContain(directory.toString());
      return answer;
    }
  }

  private HttpRequest.Builder start() {
    return to("/api/runs").POST(HttpRequest.BodyPublishers.ofString(TINY));
  }

  @Test
  void withTheTokenARunStarts() throws Exception {
    var answer = send(start().header(Guard.HEADER, dashboard.token()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("quickstart-seed0");
  }

  @Test
  void withoutTheTokenNothingChanges() throws Exception {
    assertThat(send(start()).statusCode()).isEqualTo(403);
    assertThat(send(start().header(Guard.HEADER, "0".repeat(48))).statusCode()).isEqualTo(403);
    assertThat(
            send(to("/api/runs/inside/stop").POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(403);
    try (var runs = Files.list(directory.resolve("runs"))) {
      assertThat(runs).hasSize(1);
    }
  }

  @Test
  void aCrossSitePostIsRefusedEvenWithTheCookie() throws Exception {
    String cookie = "groklab-" + dashboard.port() + "=" + dashboard.token();
    assertThat(send(start().header("Cookie", cookie)).statusCode())
        .as("a form sends the cookie and no header")
        .isEqualTo(403);
    assertThat(
            send(start()
                    .header(Guard.HEADER, dashboard.token())
                    .header("Origin", "http://evil.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            send(start()
                    .header(Guard.HEADER, dashboard.token())
                    .header("Sec-Fetch-Site", "cross-site"))
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"})
  void aHostNameThatWasReboundToThisMachineIsNotAnswered(String host) throws IOException {
    String answer =
        raw(
            "GET /api/runs HTTP/1.1\r\nHost: "
                + host
                + ":"
                + dashboard.port()
                + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("inside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/runs/../outside",
        "/runs/..%2foutside",
        "/runs/%2e%2e/outside",
        "/runs/%2e%2e%2foutside",
        "/api/runs/..%2f..%2foutside/charts",
        "/api/runs/%2e%2e%2foutside/replay",
        "/runs/..%5coutside",
        "/foreign/..%2foutside",
        "/foreign/%2e%2e",
        "/api/foreign/..%2f..%2foutside%2fmetrics.jsonl",
        "/runs/inside%00/metrics.jsonl",
        "/runs/inside;/../../outside",
        "/assets/../page.css",
        "/assets/js/../../module-info.class",
        "/assets/%2e%2e/HtmlPage.class",
        "/runs/inside/%2e%2e/%2e%2e/outside/metrics.jsonl"
      })
  void noAddressLeadsOutOfTheFolder(String path) throws IOException {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertThat(answer).containsPattern("^HTTP/1.1 (400|404)").doesNotContain("addition-113");
  }

  @Test
  void aSymbolicLinkInTheFolderIsNotFollowed() throws Exception {
    Files.createSymbolicLink(directory.resolve("runs/link"), directory.resolve("outside"));
    assertThat(send(to("/runs/link")).statusCode()).isEqualTo(404);
    assertThat(send(to("/api/overlay?measure=train.loss&runs=link")).statusCode()).isEqualTo(404);
    assertThat(send(to("/api/runs")).body()).doesNotContain("link");
  }

  @Test
  void aForeignRunIsTextAndNoPathOfTheMachineIsTold() throws Exception {
    Path logs = directory.resolve("logs");
    Files.writeString(
        logs.resolve("<img src=x onerror=alert(1)>.csv"),
        "step,<script>alert(2)</script>,train_loss,val_loss\n1,1,2,2\n2,1,1,1\n3,1,1,1\n");
    Files.createSymbolicLink(logs.resolve("link"), directory.resolve("outside"));
    String table = send(to("/api/foreign")).body();
    for (int i = 0; i < 100 && !table.contains("still-learning"); i++) {
      Thread.sleep(50);
      table = send(to("/api/foreign")).body();
    }
    assertThat(table).contains("onerror").doesNotContain("link").doesNotContain("outside");
    String id = table.replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
    var page = send(to("/foreign/" + id));
    assertThat(page.body()).doesNotContain("<img").doesNotContain("<script>alert");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'");
    var run = send(to("/api/foreign/" + id));
    assertThat(run.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(run.body())
        .contains("<h1>logs/&lt;img src")
        .contains("<td>&lt;script&gt;alert(2)")
        .doesNotContain("<script>");
    assertThat(send(to("/api/foreign/" + id + "?seen=-1")).statusCode()).isEqualTo(400);
    assertThat(send(to("/api/overlay?measure=train.loss&runs=@" + id)).body())
        .contains("train.loss");
    assertThat(send(to("/api/overlay?measure=train.loss&runs=@..")).statusCode()).isEqualTo(404);
  }

  @Test
  void anOversizedBodyIsRefused() throws Exception {
    var big = "{\"recipe\":\"" + "x".repeat(200_000) + "\"}";
    var answer =
        send(
            to("/api/runs")
                .header(Guard.HEADER, dashboard.token())
                .POST(HttpRequest.BodyPublishers.ofString(big)));
    assertThat(answer.statusCode()).isEqualTo(413);
    var unannounced =
        send(
            to("/api/runs")
                .header(Guard.HEADER, dashboard.token())
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(big.getBytes(StandardCharsets.UTF_8)))));
    assertThat(unannounced.statusCode()).isEqualTo(413);
    assertThat(unannounced.body()).isEqualTo(answer.body()).contains("larger than 65536 bytes");
    assertThat(unannounced.headers().map()).as("heard out").doesNotContainKey("connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"seen=-1:0", "seen=1", "seen=a:b", "seen=99999999999:0", "seen=0:0%0a%0adata:x"})
  void malformedParametersOfAStreamAreRefused(String query) throws Exception {
    var answer = send(to("/api/runs/inside/stream?" + query).header("Accept", "text/event-stream"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("GENERATION:PROBES");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/runs/inside/frames/-1",
        "/api/runs/inside/frames/1e9",
        "/api/runs/inside/frames/0?planes=x"
      })
  void malformedStepsAreRefused(String path) throws Exception {
    assertThat(send(to(path)).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsNoJsonIsRefused() throws Exception {
    for (String body : new String[] {"", "[]", "{\"recipe\":", "null"}) {
      var answer =
          send(
              to("/api/runs")
                  .header(Guard.HEADER, dashboard.token())
                  .POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void markupInARunsFilesIsShownAsText() throws Exception {
    Path run = directory.resolve("runs/inside");
    Files.writeString(
        run.resolve("events.jsonl"),
        "{\"step\":1,\"type\":\"finished\",\"reason\":\"<script>alert(1)</script><img src=x"
            + " onerror=alert(2)>\"}\n");
    Files.writeString(
        run.resolve("metrics.jsonl"), "{\"step\":0,\"train.</script><script>alert(3)\":1}\n");
    Files.delete(run.resolve("summary.json"));
    Files.delete(run.resolve("DONE"));
    var page = send(to("/runs/inside"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("<script>alert").doesNotContain("<img");
    assertThat(send(to("/api/runs/inside/after")).body()).contains("&lt;script&gt;alert(1)");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void aNameThatIsMarkupIsRefusedAsAName() throws Exception {
    var answer =
        send(
            to("/api/runs")
                .header(Guard.HEADER, dashboard.token())
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"recipe\":\"quickstart\",\"set\":{\"name\":\"\\\"<script>alert(1)</script>\\\"\"}}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
  }

  @Test
  void errorsNameNoPathOfTheMachine() throws Exception {
    Files.writeString(directory.resolve("runs/inside/metrics.jsonl"), "no json\n");
    var answer = send(to("/runs/inside"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("inside").contains("metrics.jsonl");
  }

  @Test
  void tooManyChangesInAShortTimeAreRefused() throws Exception {
    int refused = 0;
    for (int i = 0; i < 40; i++) {
      refused += send(stop().header(Guard.HEADER, dashboard.token())).statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  private HttpRequest.Builder stop() {
    return to("/api/runs/inside/stop").POST(HttpRequest.BodyPublishers.noBody());
  }

  /// Pages of other sites in the owner's browser, and whoever guesses at tokens.
  @Test
  void whoIsRefusedDoesNotSpendWhatTheOwnerMayDo() throws Exception {
    int tooMany = 0;
    for (int i = 0; i < 300; i++) {
      int status = send(stop().header("Origin", "http://evil.example")).statusCode();
      assertThat(status).isIn(403, 429);
      tooMany += status == 429 ? 1 : 0;
    }
    assertThat(tooMany).isPositive();
    assertThat(send(stop().header(Guard.HEADER, dashboard.token())).statusCode()).isEqualTo(409);
    assertThat(send(to("/api/runs").header(Guard.HEADER, dashboard.token())).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"recipe\":[1]}",
        "{\"recipe\":{}}",
        "{}",
        "{\"recipe\":\"quickstart\",\"set\":[1]}",
        "{\"recipe\":\"quickstart\",\"set\":\"seed=1\"}",
        "{\"recipe\":\"quickstart\",\"set\":{\"seed\":{}}}",
        "{\"recipe\":\"quickstart\",\"set\":{\"seed\":null}}",
        "{\"recipe\":\"quick\\u0000start\"}",
        "[]",
        "7"
      })
  void aBodyOfTheWrongKindIsASentence(String body) throws Exception {
    var answer =
        send(
            to("/api/runs")
                .header(Guard.HEADER, dashboard.token())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("Unexpected");
  }

  @Test
  void aStepOfTheWrongKindIsASentence() throws Exception {
    var answer =
        send(
            to("/api/runs/inside/branch")
                .header(Guard.HEADER, dashboard.token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"step\":{}}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("step is {}; expected a text");
    assertThat(send(to("/api/runs/ins%00ide/charts")).statusCode()).isBetween(400, 404);
  }

  /// One byte now and then, before and behind the head of a request.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHo",
        "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nX-Groklab-Token: TOKEN\r\n"
            + "Content-Length: 60000\r\n\r\n"
      })
  void aRequestThatTricklesInIsCutOff(String beginning) throws Exception {
    var limit = Duration.ofMillis(300);
    try (var quick =
            Dashboard.open(
                new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of()),
                name -> List.of(),
                "127.0.0.1",
                0,
                limit);
        var socket = new Socket(InetAddress.getLoopbackAddress(), quick.port())) {
      socket.setSoTimeout(50);
      String sent = beginning.replace("TOKEN", quick.token());
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      long begin = System.nanoTime();
      assertThat(isCutOff(socket, begin + Duration.ofSeconds(20).toNanos())).isTrue();
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(limit.toNanos());
    }
  }

  private static boolean isCutOff(Socket socket, long deadline) {
    try {
      while (System.nanoTime() < deadline) {
        socket.getOutputStream().write('x');
        try {
          while (socket.getInputStream().read() >= 0) {
            // an answer of the server, which then closes
          }
          return true;
        } catch (SocketTimeoutException e) {
          // nothing to read yet
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void theTokenMovesFromTheAddressIntoACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
    var first = send(to("/?token=" + dashboard.token()));
    assertThat(first.statusCode()).isEqualTo(302);
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict");
    var wrong = send(to("/?token=wrong"));
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(send(to("/")).body()).doesNotContain(dashboard.token());
  }

  @Test
  void anyPageMayBringTheTokenAndKeepsTheRestOfItsAddress() throws Exception {
    var deep = send(to("/compare?runs=a,b&token=" + dashboard.token() + "&measure=train.loss"));
    assertThat(deep.statusCode()).isEqualTo(302);
    assertThat(deep.headers().firstValue("Set-Cookie")).isPresent();
    assertThat(deep.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/compare?runs=a,b&measure=train.loss"));
    assertThat(send(to("/api/runs?token=" + dashboard.token())).statusCode()).isEqualTo(200);
    assertThat(
            raw(
                "GET //elsewhere.org/?token=x HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Connection: close\r\n\r\n"))
        .doesNotContain(" 302 ");
  }

  @Test
  void boundElsewhereEveryRequestNeedsTheToken() throws Exception {
    try (var open =
        Dashboard.open(
            new Folders(directory.resolve("runs"), directory.resolve("sweeps"), List.of()),
            name -> List.of(),
            "0.0.0.0",
            0)) {
      var base = "http://127.0.0.1:" + open.port();
      var without =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "/api/runs")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.body()).doesNotContain("inside");
      var with =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "/api/runs"))
                  .header(Guard.HEADER, open.token())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(with.statusCode()).isEqualTo(200);
    }
  }
}
