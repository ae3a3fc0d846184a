package groklab.web.server;

import groklab.web.Metrics;
import groklab.web.live.LiveException;
import groklab.web.live.RunFeed;
import groklab.web.live.RunFeeds;
import groklab.web.live.RunsFolder;
import groklab.web.live.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Event streams: one run as it goes on. Each viewer has a virtual thread of its own, which sends
/// what the viewer has not seen yet and then waits; who reads slowly holds up nobody else.
///
/// The events are written here and not by Javalin's `sse` (7.2.3). It costs as much (50 viewers:
/// 0.1 to 0.5 s of processor time for 5 s of updates, either way), but when viewers vanish or the
/// server stops, it goes on with a response that Jetty has taken back: `StreamTest` then logged
/// 1,100 to 3,600 internal errors, and none with this.
final class StreamRoutes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StreamRoutes.class.getName());
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SEEN = Pattern.compile("[0-9]{1,9}:[0-9]{1,9}");
  private static final int MOST_VIEWERS = 300;
  private static final long HEARTBEAT_MILLIS = 1_000;
  private static final long BETWEEN_MILLIS = 400;

  private final RunsFolder folder;
  private final RunFeeds feeds;
  private final Workshop workshop;
  private final AtomicInteger viewers = new AtomicInteger();
  private volatile boolean closed;

  StreamRoutes(RunsFolder folder, RunFeeds feeds, Workshop workshop) {
    this.folder = folder;
    this.feeds = feeds;
    this.workshop = workshop;
  }

  void add(RoutesConfig routes) {
    routes.before("/api/runs/{id}/stream", this::check);
    routes.get("/api/runs/{id}/stream", this::stream);
  }

  /// Before the stream begins, while an error can still be said.
  private void check(Context ctx) {
    folder.find(DataRoutes.id(ctx));
    seen(ctx);
    if (viewers.get() >= MOST_VIEWERS) {
      throw new LiveException(LiveException.Kind.BUSY, "Too many viewers; close one.");
    }
  }

  /// `GENERATION:PROBES`, of a viewer that comes back from its last event, of a new one from its
  /// address.
  private static Seen seen(Context ctx) {
    String last = ctx.header("Last-Event-ID");
    String text = last == null ? ctx.queryParam("seen") : last;
    if (text == null) {
      return new Seen(0, 0);
    }
    if (!SEEN.matcher(text).matches()) {
      throw new LiveException(
          LiveException.Kind.BAD, "seen is not of the form GENERATION:PROBES; write e.g. 0:120");
    }
    int colon = text.indexOf(':');
    return new Seen(
        Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  private record Seen(int generation, int probes) {}

  /// Holds the request's own virtual thread until the viewer leaves, which a failing write tells.
  private void stream(Context ctx) throws IOException {
    Path path = folder.find(DataRoutes.id(ctx));
    Seen seen = seen(ctx);
    var response = ctx.res();
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    viewers.incrementAndGet();
    RunFeed feed = feeds.enter(path);
    try (var out = response.getOutputStream()) {
      response.flushBuffer();
      follow(out, path, feed, seen);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a viewer has left", e);
    } finally {
      feeds.leave(path);
      viewers.decrementAndGet();
    }
  }

  private void follow(OutputStream out, Path path, RunFeed feed, Seen from)
      throws IOException, InterruptedException {
    long version = 0;
    Seen seen = from;
    while (!closed) {
      var news = feed.await(version, HEARTBEAT_MILLIS);
      if (news.isEmpty()) {
        send(out, "progress", JSON.writeValueAsString(progress(path, Optional.empty())), "");
        continue;
      }
      var moment = news.get();
      int probes = moment.data().metrics().size();
      boolean restart = moment.generation() != seen.generation() || probes < seen.probes();
      var heard = new RunFeed.Heard(version, restart ? 0 : seen.probes());
      version = moment.version();
      seen = new Seen(moment.generation(), probes);
      String id = "id: " + seen.generation() + ":" + seen.probes() + "\n";
      send(out, "update", feed.once(moment, heard, () -> update(path, moment, heard)), id);
      Thread.sleep(
          BETWEEN_MILLIS); // so that a fast run does not redraw a page a hundred times a second
    }
  }

  /// @param data without line breaks, as JSON is written here
  private static void send(OutputStream out, String event, String data, String id)
      throws IOException {
    out.write(
        (id + "event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  int viewers() {
    return viewers.get();
  }

  /// Lets all viewers go.
  @Override
  public void close() {
    closed = true;
  }

  /// What the viewer has not heard yet. What is absent is as it was.
  private String update(Path path, RunFeed.Moment moment, RunFeed.Heard heard) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("from", heard.shown());
    node.put("state", moment.state().label());
    moment.head().newTo(heard).ifPresent(head -> node.put("head", head));
    moment.around().newTo(heard).ifPresent(around -> node.set("around", around));
    moment
        .checkpoints()
        .newTo(heard)
        .ifPresent(steps -> {
          var list = node.putArray("checkpoints");
          steps.forEach(list::add);
        });
    addProbes(node, moment.data().metrics(), heard.shown());
    node.set("progress", progress(path, Optional.of(moment)));
    return JSON.writeValueAsString(node);
  }

  /// Columns of the probes that the viewer has not seen; null where a measure was not taken.
  private static void addProbes(ObjectNode node, Metrics metrics, int from) {
    var steps = node.putArray("steps");
    for (int probe = from; probe < metrics.size(); probe++) {
      steps.add(metrics.step(probe));
    }
    var values = node.putObject("values");
    metrics
        .columns()
        .forEach((name, column) -> {
          if (column.lastProbe() >= from) {
            addValues(values.putArray(name), column, from, metrics.size());
          }
        });
  }

  private static void addValues(ArrayNode list, Metrics.Column column, int from, int to) {
    for (int probe = from; probe < to; probe++) {
      double value = column.value(probe);
      if (!column.isMeasured(probe)) {
        list.addNull();
      } else if (Double.isFinite(value)) {
        list.add((double) (float) value);
      } else {
        list.add(Double.toString(value));
      }
    }
  }

  private ObjectNode progress(Path path, Optional<RunFeed.Moment> moment) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("here", workshop.trains(path));
    workshop
        .progress(path)
        .ifPresent(p ->
            node.put("step", p.step())
                .put("budget", p.budget())
                .put("rate", Math.round(p.stepsPerSecond()))
                .put("phase", p.phase()));
    if (!node.has("step")) {
      moment.ifPresent(now ->
          node.put("step", now.data().lastStep())
              .put("budget", now.data().spec().budget().steps()));
    }
    return node;
  }
}
