package groklab.web.server;

import groklab.lab.rundir.RunDirectory;
import groklab.lab.spec.SpecWriter;
import groklab.web.Page;
import groklab.web.ReportPage;
import groklab.web.RunData;
import groklab.web.live.RunsFolder;
import groklab.web.live.Workshop;
import groklab.zoo.recipe.Recipes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Pages and what they are made of.
final class PageRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Beside the shared ones, only these names are served; none is made from an address.
  private static final List<String> ASSETS =
      List.of(
          "dashboard.css",
          "js/dashboard.js",
          "js/live.js",
          "js/landscape.js",
          "js/tour.js",
          "js/runs.js",
          "js/groups.js",
          "js/compare.js",
          "js/start.js");

  private final RunsFolder folder;
  private final Guard guard;
  private final Workshop workshop;

  PageRoutes(RunsFolder folder, Guard guard, Workshop workshop) {
    this.folder = folder;
    this.guard = guard;
    this.workshop = workshop;
  }

  void add(RoutesConfig routes) {
    routes.get("/", this::runs);
    routes.get("/compare", this::compare);
    routes.get("/start", this::start);
    routes.get("/runs/{id}", this::run);
    Stream.concat(Page.shared().stream(), ASSETS.stream())
        .forEach(asset ->
            routes.get(
                "/assets/" + asset,
                ctx -> {
                  ctx.contentType(
                      asset.endsWith(".css")
                          ? "text/css; charset=utf-8"
                          : "text/javascript; charset=utf-8");
                  ctx.result(Page.resource(asset));
                }));
  }

  /// The first visit brings the token in the address: it moves into a cookie, so that it does not
  /// stay in the history.
  private boolean movesToken(Context ctx) {
    String given = ctx.queryParam("token");
    if (given == null) {
      return false;
    }
    if (guard.isToken(given)) {
      ctx.cookie(
          new Cookie(Guard.cookieName(ctx), given, "/", -1, false, true, null, SameSite.STRICT));
    }
    ctx.redirect(ctx.path());
    return true;
  }

  private void runs(Context ctx) {
    if (!movesToken(ctx)) {
      page(ctx, "Runs", "runs", "<div id=\"runs\"></div>", settings(ctx), List.of("runs.js"));
    }
  }

  private void compare(Context ctx) {
    page(
        ctx,
        "Compare",
        "compare",
        "<div id=\"compare\"></div>",
        settings(ctx),
        List.of("groups.js", "compare.js"));
  }

  private void start(Context ctx) {
    var settings = settings(ctx);
    var recipes = settings.putArray("recipes");
    for (var recipe : Recipes.list()) {
      recipes
          .addObject()
          .put("name", recipe.name())
          .put("purpose", recipe.about().purpose())
          .put("minutes", recipe.about().minutes())
          .put("spec", SpecWriter.write(Recipes.load(recipe.name())));
    }
    page(ctx, "Start a run", "start", "<div id=\"start\"></div>", settings, List.of("start.js"));
  }

  private void run(Context ctx) {
    String id = DataRoutes.id(ctx);
    var path = folder.find(id);
    var run = RunData.read(RunDirectory.open(path));
    var settings = settings(ctx);
    settings
        .put("id", id)
        .put("probes", run.metrics().size())
        .put("finished", run.summary().isPresent())
        .put("here", workshop.trains(path))
        .put("spec", SpecWriter.write(run.spec()));
    ctx.html(ReportPage.live(run, navigation(""), JSON.writeValueAsString(settings)));
  }

  /// The token goes into the page only for who has it already; other sites cannot read the page.
  private ObjectNode settings(Context ctx) {
    var node = JsonNodeFactory.instance.objectNode();
    if (guard.isToken(ctx.cookie(Guard.cookieName(ctx)))) {
      node.put("token", guard.token());
    }
    return node;
  }

  private static void page(
      Context ctx, String title, String here, String body, ObjectNode settings, List<String> js) {
    ctx.html(
        Page.served(
            title + " · Groklab",
            navigation(here),
            "",
            body,
            JSON.writeValueAsString(settings),
            js));
  }

  private static String navigation(String here) {
    var out =
        new StringBuilder(
            "<nav class=\"nav\" aria-label=\"Pages\"><a class=\"brand\" href=\"/\">Groklab</a>");
    for (var link : List.of("runs", "compare", "start")) {
      String to = link.equals("runs") ? "/" : "/" + link;
      String text = link.equals("start") ? "Start a run" : link.equals("runs") ? "Runs" : "Compare";
      out.append("<a href=\"").append(to).append('"');
      out.append(link.equals(here) ? " aria-current=\"page\"" : "").append('>');
      out.append(text).append("</a>");
    }
    return out.append("<span class=\"nav-end\" id=\"nav-end\"></span></nav>\n").toString();
  }
}
