package groklab.web.server;

import groklab.study.diagram.Slice;
import groklab.web.HtmlPage;
import groklab.web.live.LiveException;
import groklab.web.live.SweepsFolder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Sweeps as they go on: the table of them, and the maps of one. Everything here only reads.
final class SweepRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SweepsFolder folder;

  SweepRoutes(SweepsFolder folder) {
    this.folder = folder;
  }

  void add(RoutesConfig routes) {
    routes.get("/sweeps", ctx -> ctx.html(HtmlPage.served("sweeps", "{}")));
    routes.get("/sweeps/{id}", this::page);
    routes.get("/api/sweeps", ctx -> ctx.contentType(Dashboard.JSON_TYPE).result(folder.json()));
    routes.get("/api/sweeps/{id}", this::maps);
    routes.get("/api/sweeps/{id}/runs", this::runs);
  }

  private void page(Context ctx) {
    String id = DataRoutes.id(ctx);
    folder.find(id);
    var settings = JsonNodeFactory.instance.objectNode().put("id", id);
    ctx.html(HtmlPage.servedSweep(id, JSON.writeValueAsString(settings)));
  }

  private void maps(Context ctx) {
    String seen = ctx.queryParam("seen");
    long version = seen == null ? 0 : number("seen", seen);
    json(ctx, folder.find(DataRoutes.id(ctx)).maps(wish(ctx), version));
  }

  private void runs(Context ctx) {
    int column = (int) number("column", ctx.queryParam("column"));
    int row = (int) number("row", ctx.queryParam("row"));
    json(ctx, folder.find(DataRoutes.id(ctx)).runs(wish(ctx), column, row));
  }

  private static long number(String name, @org.jspecify.annotations.Nullable String text) {
    if (text == null || !text.matches("[0-9]{1,9}")) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "%s is no whole number from 0; write e.g. %s=3".formatted(name, name));
    }
    return Long.parseLong(text);
  }

  /// `across=KEY`, `upwards=KEY`, and `at=KEY=VALUE` for each axis that is held.
  private static Slice.Wish wish(Context ctx) {
    Map<String, String> at = new LinkedHashMap<>();
    for (String each : ctx.queryParams("at")) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw new LiveException(
            LiveException.Kind.BAD, "at is not KEY=VALUE; write e.g. at=model.width=64");
      }
      at.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return new Slice.Wish(
        Optional.ofNullable(ctx.queryParam("across")),
        Optional.ofNullable(ctx.queryParam("upwards")),
        at);
  }

  private static void json(Context ctx, ObjectNode node) {
    ctx.contentType(Dashboard.JSON_TYPE).result(JSON.writeValueAsString(node));
  }
}
