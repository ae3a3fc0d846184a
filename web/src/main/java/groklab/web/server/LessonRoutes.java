package groklab.web.server;

import groklab.web.HtmlPage;
import groklab.web.lesson.Lessons;
import groklab.web.live.LiveException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Lessons: their list, and a page for each. They show runs that were recorded for them, so
/// everybody who may look may learn.
final class LessonRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Lessons lessons = new Lessons();

  void add(RoutesConfig routes) {
    routes.get(
        "/lessons",
        ctx -> ctx.html(HtmlPage.served("lessons", JSON.writeValueAsString(lessons.outline()))));
    routes.get("/lessons/{id}", this::page);
  }

  private void page(Context ctx) {
    ObjectNode lesson =
        lessons
            .find(ctx.pathParam("id"))
            .orElseThrow(() ->
                new LiveException(
                    LiveException.Kind.MISSING,
                    "There is no such lesson; there are %s."
                        .formatted(String.join(", ", Lessons.NAMES))));
    ctx.html(
        HtmlPage.servedLesson(lesson.path("title").stringValue(), JSON.writeValueAsString(lesson)));
  }
}
