package groklab.web.server;

import groklab.lab.file.RunFileException;
import groklab.lab.kind.SpecException;
import groklab.web.HtmlPage;
import groklab.web.foreign.ForeignRuns;
import groklab.web.live.LiveException;
import groklab.web.live.Replays;
import groklab.web.live.RunFeeds;
import groklab.web.live.RunIndex;
import groklab.web.live.RunsFolder;
import groklab.web.live.SweepsFolder;
import groklab.web.live.Workshop;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/// The server of `groklab serve`: pages, data and event streams about the runs of one folder, and
/// the runs started from a page. It answers on one address until it is closed.
public final class Dashboard implements AutoCloseable {
  /// A spec's changes are a few lines.
  private static final long MOST_BODY_BYTES = 64 * 1024L;

  private static final long MOST_DISCARDED_BYTES = 1 << 20;

  /// A request is a few lines; what takes longer is made to keep connections.
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  static final String JSON_TYPE = "application/json; charset=utf-8";

  private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunsFolder folder;
  private final SweepsFolder sweeps;
  private final ForeignRuns foreign;
  private final PageSource pages;
  private final Workshop workshop;
  private final Replays replays = new Replays();
  private final RunFeeds feeds = new RunFeeds(replays);
  private final RunIndex index;
  private final StreamRoutes streams;
  private final Guard guard;
  private final SlowRequests slow;
  private final Javalin server;
  private final String host;

  private Dashboard(
      RunsFolder folder,
      SweepsFolder sweeps,
      ForeignRuns foreign,
      PageSource pages,
      String host,
      InetAddress address,
      Duration limit) {
    this.folder = folder;
    this.sweeps = sweeps;
    this.foreign = foreign;
    this.pages = pages;
    this.slow = new SlowRequests(limit);
    this.host = host;
    this.guard = new Guard(host, address);
    this.workshop = new Workshop(folder, replays, Runtime.getRuntime().availableProcessors());
    this.streams = new StreamRoutes(folder, feeds, workshop);
    this.index = new RunIndex(folder, workshop::trains);
    this.server = Javalin.create(this::configure);
  }

  /// Opens a dashboard.
  ///
  /// @param pages what names on the pages mean
  /// @param host the name or address to bind to; anything but loopback makes every request need the
  ///     token
  /// @param port 0 = any free one
  /// @throws IOException if a folder cannot be used, the host is unknown or the port is in use
  public static Dashboard open(Folders folders, PageSource pages, String host, int port)
      throws IOException {
    return open(folders, pages, host, port, REQUEST_LIMIT);
  }

  /// @param limit for a request to come in
  static Dashboard open(Folders folders, PageSource pages, String host, int port, Duration limit)
      throws IOException {
    var dashboard =
        new Dashboard(
            RunsFolder.open(folders.runs()),
            new SweepsFolder(folders.sweeps()),
            ForeignRuns.open(folders.foreign()),
            pages,
            host,
            InetAddress.getByName(host),
            limit);
    try {
      dashboard.server.start(host, port);
      dashboard.index.refresh(); // read while the browser opens
      dashboard.foreign.refresh();
      dashboard.sweeps.refresh();
    } catch (JavalinBindException e) {
      dashboard.close();
      throw new IOException(
          "port %d of %s is in use or not permitted; name another with --port (0: any free one)"
              .formatted(port, host),
          e);
    }
    return dashboard;
  }

  /// The address to open in a browser, with the token that lets it change things.
  public String address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://%s:%d/?token=%s".formatted(name, server.port(), guard.token());
  }

  /// Whether others than the people on this machine can reach it.
  public boolean isOpenToOthers() {
    return !guard.isLoopback();
  }

  /// The port it answers on.
  public int port() {
    return server.port();
  }

  /// How many streams are open.
  int viewers() {
    return streams.viewers();
  }

  String token() {
    return guard.token();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MOST_BODY_BYTES;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.generateEtags = false;
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendDateHeader(false);
    });
    config.jetty.modifyServer(jetty -> jetty.addEventListener(slow.onceThereAreConnectors(jetty)));
    config.routes.before(this::enter);
    new PageRoutes(folder, guard, workshop, pages).add(config.routes);
    new DataRoutes(folder, index, foreign, replays).add(config.routes);
    new SweepRoutes(sweeps).add(config.routes);
    new ForeignRoutes(foreign, guard).add(config.routes);
    new LessonRoutes().add(config.routes);
    new ChangeRoutes(workshop).add(config.routes);
    streams.add(config.routes);
    config.routes.exception(Refusal.class, (e, ctx) -> say(ctx, e.status(), e.sentence()));
    config.routes.exception(LiveException.class, (e, ctx) -> answer(ctx, status(e), e.sentence()));
    config.routes.exception(SpecException.class, (e, ctx) -> answer(ctx, 400, sentence(e)));
    config.routes.exception(RunFileException.class, this::runDirectory);
    config.routes.exception(ContentTooLargeResponse.class, Dashboard::tooLarge);
    config.routes.exception(ClosedChannelException.class, Dashboard::gone);
    config.routes.exception(Exception.class, Dashboard::unexpected);
    config.routes.error(
        404,
        ctx -> {
          if (ctx.result() == null
              || "Not Found".equals(ctx.result())
              || ctx.result().startsWith("Endpoint")) {
            answer(ctx, 404, "There is nothing at this address.");
          }
        });
  }

  private void enter(Context ctx) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
            + " 'self' data: blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    guard.check(ctx);
    if (ctx.contentLength() > MOST_BODY_BYTES) {
      throw new ContentTooLargeResponse();
    }
    if (guard.movesToken(ctx)) {
      ctx.skipRemainingHandlers();
    }
  }

  /// Reads on for a while, so that a sender who is still sending gets the answer and not a reset
  /// connection.
  private static void tooLarge(ContentTooLargeResponse refused, Context ctx) {
    try {
      ctx.bodyInputStream().skip(MOST_DISCARDED_BYTES);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the sender of a large request went away", e);
    }
    say(ctx, 413, "The request is larger than %d bytes.".formatted(MOST_BODY_BYTES));
  }

  private static int status(LiveException e) {
    return switch (e.kind()) {
      case BAD -> 400;
      case MISSING -> 404;
      case CONFLICT -> 409;
      case BUSY -> 503;
    };
  }

  /// Its sentences name files; of the path, only what lies below the folder of runs is anybody's
  /// business.
  private void runDirectory(RunFileException e, Context ctx) {
    LOG.log(System.Logger.Level.INFO, "a run directory cannot be used", e);
    String root = folder.root().toString();
    String others = sweeps.root().toString();
    answer(
        ctx,
        409,
        sentence(e)
            .replace(root + "/", "")
            .replace(root, "the folder of runs")
            .replace(others + "/", "")
            .replace(others, "the folder of sweeps"));
  }

  private static String sentence(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "No reason was given.");
  }

  /// Nobody is there to be answered: the connection was cut, by us or by the other side.
  private static void gone(ClosedChannelException e, Context ctx) {
    LOG.log(System.Logger.Level.DEBUG, "a connection was closed during a request", e);
  }

  private static void unexpected(Exception e, Context ctx) {
    LOG.log(System.Logger.Level.ERROR, "unexpected", e);
    answer(ctx, 500, "Unexpected, a fault of Groklab; groklab serve -v shows the details.");
  }

  /// For somebody who looks at a page, a page; for a script, JSON.
  private static void answer(Context ctx, int status, String sentence) {
    boolean isPage = !ctx.path().startsWith("/api/") && !ctx.path().startsWith("/assets/");
    if (isPage && Objects.requireNonNullElse(ctx.header("Accept"), "").contains("text/html")) {
      ctx.status(status).html(HtmlPage.servedProblem(JSON.writeValueAsString(said(sentence))));
    } else {
      say(ctx, status, sentence);
    }
  }

  private static Map<String, String> said(String sentence) {
    return Map.of("error", sentence);
  }

  static void say(Context ctx, int status, String sentence) {
    ctx.status(status);
    ctx.contentType(JSON_TYPE).result(JSON.writeValueAsString(said(sentence)));
  }

  /// Stops answering, and stops all runs that were started from a page with everything saved.
  @Override
  public void close() {
    streams.close();
    workshop.close();
    feeds.close();
    index.close();
    foreign.close();
    replays.close();
    slow.close();
    server.stop();
  }
}
