package groklab.web.server;

import groklab.web.live.LiveException;
import groklab.web.live.Workshop;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What changes something: starting, stopping, resuming and branching runs. The guard has seen the
/// token before.
final class ChangeRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_CHANGES = 60;

  private final Workshop workshop;

  ChangeRoutes(Workshop workshop) {
    this.workshop = workshop;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/runs", this::start);
    routes.post("/api/runs/{id}/branch", this::branch);
    routes.post(
        "/api/runs/{id}/stop",
        ctx -> {
          workshop.stop(DataRoutes.id(ctx));
          answer(ctx, DataRoutes.id(ctx));
        });
    routes.post("/api/runs/{id}/resume", ctx -> answer(ctx, workshop.resume(DataRoutes.id(ctx))));
  }

  private void start(Context ctx) {
    ObjectNode body = body(ctx, "recipe");
    answer(ctx, workshop.start(text("recipe", body.path("recipe")), changes(body)));
  }

  private void branch(Context ctx) {
    ObjectNode body = body(ctx, "step");
    JsonNode step = body.path("step");
    Optional<Long> from =
        step.isMissingNode() || step.isNull()
            ? Optional.empty()
            : Optional.of(DataRoutes.step(text("step", step)));
    answer(ctx, branch(ctx, from, changes(body)));
  }

  /// What does not fit the stored state is the visitor's to change.
  private String branch(Context ctx, Optional<Long> from, List<String> changes) {
    try {
      return workshop.branch(DataRoutes.id(ctx), from, changes);
    } catch (groklab.lab.kind.SpecException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new LiveException(
          LiveException.Kind.CONFLICT,
          "The stored state does not fit these settings: %s.".formatted(e.getMessage()));
    }
  }

  /// @param key that it may have besides `set`
  private static ObjectNode body(Context ctx, String key) {
    String text = text(ctx);
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return checked(object, key);
      }
    } catch (JacksonException e) {
      throw new LiveException(LiveException.Kind.BAD, "The request is not JSON.");
    }
    throw new LiveException(LiveException.Kind.BAD, "The request is not a JSON object.");
  }

  /// A body whose length was not announced is found too large only while it is read, and Javalin
  /// tells that by another exception, which would answer before the sender is heard out.
  private static String text(Context ctx) {
    try {
      return ctx.body();
    } catch (HttpResponseException e) {
      if (e.getStatus() == HttpStatus.CONTENT_TOO_LARGE.getCode()) {
        throw new ContentTooLargeResponse();
      }
      throw e;
    }
  }

  private static ObjectNode checked(ObjectNode body, String key) {
    for (String given : body.propertyNames()) {
      if (!given.equals(key) && !given.equals("set")) {
        throw new LiveException(
            LiveException.Kind.BAD,
            "There is no key %s here; expected %s and set".formatted(given, key));
      }
    }
    return body;
  }

  /// `{"set": {"optimizer.weightDecay": "1.0"}}` as overrides.
  private static List<String> changes(ObjectNode body) {
    var changes = new ArrayList<String>();
    JsonNode given = body.path("set");
    if (given.isMissingNode() || given.isNull()) {
      return changes;
    }
    if (!(given instanceof ObjectNode set)) {
      throw new LiveException(
          LiveException.Kind.BAD,
          "set is no object; expected e.g. {\"optimizer.weightDecay\": \"1.0\"}");
    }
    if (set.size() > MOST_CHANGES) {
      throw new LiveException(
          LiveException.Kind.BAD, "More than %d settings were given.".formatted(MOST_CHANGES));
    }
    set.properties().forEach(p -> changes.add(p.getKey() + "=" + text(p.getKey(), p.getValue())));
    return changes;
  }

  /// A text, number or truth value as it would be written on the command line.
  private static String text(String key, JsonNode value) {
    if (value.isString() || value.isNumber() || value.isBoolean()) {
      return value.asString();
    }
    throw new LiveException(
        LiveException.Kind.BAD,
        "%s is %s; expected a text".formatted(key, value.isMissingNode() ? "missing" : value));
  }

  private static void answer(Context ctx, String id) {
    ctx.contentType(Dashboard.JSON_TYPE).result(JSON.writeValueAsString(Map.of("id", id)));
  }
}
