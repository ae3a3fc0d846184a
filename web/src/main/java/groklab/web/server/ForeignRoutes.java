package groklab.web.server;

import groklab.web.HtmlPage;
import groklab.web.foreign.ForeignRuns;
import groklab.web.live.LiveException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Runs of other programs: the table of them, and the page of one. Everything here only reads.
final class ForeignRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ForeignRuns foreign;
  private final Guard guard;

  ForeignRoutes(ForeignRuns foreign, Guard guard) {
    this.foreign = foreign;
    this.guard = guard;
  }

  void add(RoutesConfig routes) {
    routes.get("/foreign", ctx -> ctx.html(HtmlPage.served("foreign", "{}")));
    routes.get("/foreign/{id}", this::page);
    routes.get("/api/foreign", ctx -> json(ctx, foreign.table()));
    routes.get("/api/foreign/{id}", this::run);
  }

  /// Where the log is, only who may change things is told.
  private void page(Context ctx) {
    String id = DataRoutes.id(ctx);
    var place = known(foreign.place(id));
    var settings = JsonNodeFactory.instance.objectNode().put("id", id).put("name", place.name());
    if (guard.isToken(ctx.cookie(Guard.cookieName(ctx)))) {
      settings.put("token", guard.token()).put("path", place.path().toString());
    }
    ctx.html(HtmlPage.servedForeign(place.name(), JSON.writeValueAsString(settings)));
  }

  private void run(Context ctx) {
    String seen = ctx.queryParam("seen");
    json(ctx, known(foreign.page(DataRoutes.id(ctx), seen == null ? 0 : DataRoutes.step(seen))));
  }

  private static <T> T known(Optional<T> found) {
    return found.orElseThrow(() ->
        new LiveException(
            LiveException.Kind.MISSING, "There is no such run in the folders of foreign runs."));
  }

  private static void json(Context ctx, ObjectNode node) {
    ctx.contentType(Dashboard.JSON_TYPE).result(JSON.writeValueAsString(node));
  }
}
