package groklab.web.server;

import groklab.lab.file.OwnFile;
import groklab.lab.rundir.RunDirectory;
import groklab.web.ReportPage;
import groklab.web.RunData;
import groklab.web.foreign.ForeignRuns;
import groklab.web.landscape.LandscapeJson;
import groklab.web.live.LiveException;
import groklab.web.live.Overlay;
import groklab.web.live.Replays;
import groklab.web.live.RunIndex;
import groklab.web.live.RunsFolder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What the pages fetch. Everything here only reads.
final class DataRoutes {
  private static final Pattern STEP = Pattern.compile("[0-9]{1,18}");

  private final RunsFolder folder;
  private final RunIndex index;
  private final ForeignRuns foreign;
  private final Replays replays;

  DataRoutes(RunsFolder folder, RunIndex index, ForeignRuns foreign, Replays replays) {
    this.folder = folder;
    this.index = index;
    this.foreign = foreign;
    this.replays = replays;
  }

  void add(RoutesConfig routes) {
    routes.get("/api/runs", ctx -> json(ctx, index.json()));
    routes.get("/api/overlay", this::overlay);
    routes.get("/api/differences", this::differences);
    routes.get("/api/runs/{id}/charts", ctx -> json(ctx, ReportPage.charts(run(ctx))));
    routes.get("/api/runs/{id}/after", ctx -> ctx.html(ReportPage.after(run(ctx))));
    routes.get("/api/runs/{id}/replay", ctx -> json(ctx, replays.contents(folder.find(id(ctx)))));
    routes.get("/api/runs/{id}/frames/{step}", this::frame);
    routes.get("/api/runs/{id}/landscape", this::landscape);
    routes.get("/api/runs/{id}/barrier", this::barrier);
    routes.get("/runs/{id}/metrics.jsonl", this::metrics);
    routes.get("/runs/{id}/report.html", this::report);
  }

  static String id(Context ctx) {
    return ctx.pathParam("id");
  }

  private RunData run(Context ctx) {
    return RunData.read(folder.whole(id(ctx)));
  }

  private static void json(Context ctx, String text) {
    ctx.contentType(Dashboard.JSON_TYPE).result(text);
  }

  private void overlay(Context ctx) {
    String runs = ctx.queryParam("runs");
    String measure = ctx.queryParam("measure");
    if (runs == null || runs.isEmpty() || measure == null) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "The runs or the measure are missing; expected runs=A,B and measure=validation.accuracy");
    }
    List<String> ids = Arrays.asList(runs.split(",", -1));
    json(ctx, new Overlay(folder, index, foreign).json(ids, measure));
  }

  private void differences(Context ctx) {
    String runs = ctx.queryParam("runs");
    if (runs == null || runs.isEmpty()) {
      throw new LiveException(LiveException.Kind.BAD, "The runs are missing; expected runs=A,B");
    }
    var overlay = new Overlay(folder, index, foreign);
    json(ctx, overlay.differences(Arrays.asList(runs.split(",", -1))));
  }

  private void frame(Context ctx) {
    long step = step(ctx.pathParam("step"));
    String planes = ctx.queryParam("planes");
    json(ctx, replays.frame(folder.find(id(ctx)), step, planes == null ? step : step(planes)));
  }

  static long step(String text) {
    if (!STEP.matcher(text).matches()) {
      throw new LiveException(
          LiveException.Kind.BAD, "A step is a whole number of at least 0; write e.g. 1000");
    }
    return Long.parseLong(text);
  }

  private void landscape(Context ctx) {
    json(ctx, LandscapeJson.of(replays.surface(folder.find(id(ctx)), Replays.LANDSCAPE_POINTS)));
  }

  private void barrier(Context ctx) {
    String from = ctx.queryParam("from");
    String to = ctx.queryParam("to");
    if (from == null || to == null) {
      throw new LiveException(
          LiveException.Kind.BAD, "A line needs two steps; expected from=100 and to=2000");
    }
    json(ctx, LandscapeJson.of(replays.profile(folder.find(id(ctx)), step(from), step(to))));
  }

  private void metrics(Context ctx) throws IOException {
    var run = RunDirectory.open(folder.find(id(ctx)));
    ctx.contentType("application/x-ndjson");
    ctx.header("Content-Disposition", "attachment; filename=\"" + id(ctx) + "-metrics.jsonl\"");
    ctx.result(Files.newInputStream(OwnFile.checked(run.metricsFile()), LinkOption.NOFOLLOW_LINKS));
  }

  /// The run page with its data inside. As an attachment: it is for the disk, where its own policy
  /// holds.
  private void report(Context ctx) {
    var run = folder.whole(id(ctx));
    ctx.header("Content-Disposition", "attachment; filename=\"" + id(ctx) + ".html\"");
    ctx.html(ReportPage.html(RunData.read(run), replays.whole(run.path(), Replays.REPORT_FRAMES)));
  }
}
