package groklab.web.server;

import static java.util.stream.Collectors.joining;

import groklab.lab.kind.Kinds;
import groklab.lab.kind.Page;
import groklab.lab.kind.TomlForm;
import groklab.lab.spec.BudgetSpec;
import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import groklab.lab.update.OptimizerSpec;
import groklab.web.HtmlPage;
import groklab.web.MarkdownText;
import groklab.web.ReportPage;
import groklab.web.RunData;
import groklab.web.SpecKeys;
import groklab.web.live.LiveException;
import groklab.web.live.RunsFolder;
import groklab.web.live.Workshop;
import groklab.zoo.recipe.Recipes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Pages and what they are made of.
final class PageRoutes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Path USUAL = Path.of("runs");

  private final RunsFolder folder;
  private final Guard guard;
  private final Workshop workshop;
  private final PageSource pages;

  PageRoutes(RunsFolder folder, Guard guard, Workshop workshop, PageSource pages) {
    this.pages = pages;
    this.folder = folder;
    this.guard = guard;
    this.workshop = workshop;
  }

  void add(RoutesConfig routes) {
    routes.get("/", this::runs);
    routes.get("/compare", this::compare);
    routes.get("/start", this::start);
    routes.get("/runs/{id}", this::run);
    routes.get("/api/pages/{name}", this::explained);
    HtmlPage.assets()
        .forEach(asset ->
            routes.get(
                "/assets/" + asset,
                ctx -> {
                  ctx.contentType(
                      asset.endsWith(".css")
                          ? "text/css; charset=utf-8"
                          : "text/javascript; charset=utf-8");
                  ctx.result(HtmlPage.resource(asset));
                }));
  }

  private void explained(Context ctx) {
    String name = ctx.pathParam("name");
    var found = pages.find(name);
    if (found.isEmpty()) {
      throw new LiveException(
          LiveException.Kind.MISSING,
          "Nothing is called %s; groklab list shows what is".formatted(name));
    }
    ctx.html(found.stream().map(MarkdownText::html).collect(joining()));
  }

  private void runs(Context ctx) {
    page(ctx, "runs", settings(ctx));
  }

  private void compare(Context ctx) {
    page(ctx, "compare", settings(ctx));
  }

  private void start(Context ctx) {
    var settings = settings(ctx);
    var recipes = settings.putArray("recipes");
    for (var recipe : Recipes.list()) {
      var spec = Recipes.load(recipe.name());
      var choices =
          recipes
              .addObject()
              .put("name", recipe.name())
              .put("purpose", recipe.about().purpose())
              .put("expect", recipe.about().expect())
              .put("minutes", recipe.about().minutes())
              .put("spec", SpecWriter.write(spec))
              .putObject("choices");
      choices(spec).forEach((key, names) -> names.forEach(choices.withArrayProperty(key)::add));
    }
    page(ctx, "start", settings);
  }

  /// Keys of a spec whose values are names, with the names there are.
  private static SequencedMap<String, List<String>> choices(RunSpec spec) {
    var choices = new LinkedHashMap<String, List<String>>();
    choices.put("optimizer.kind", Kinds.names(OptimizerSpec.class));
    choices.put("budget.stopWhen", TomlForm.choice(BudgetSpec.StopWhen.class).names());
    var variants = spec.task().kind().variants().get().stream().map(Page::name).toList();
    SpecKeys.of(spec)
        .forEach((key, value) -> {
          if (key.startsWith("task.") && variants.contains(value.replace("\"", ""))) {
            choices.put(key, variants);
          }
        });
    return choices;
  }

  private void run(Context ctx) {
    String id = DataRoutes.id(ctx);
    var directory = folder.whole(id);
    var run = RunData.read(directory);
    var settings = settings(ctx);
    settings
        .put("id", id)
        .put("probes", run.metrics().size())
        .put("finished", run.summary().isPresent())
        .put("here", workshop.trains(directory.path()))
        .put("spec", SpecWriter.write(run.spec()));
    ctx.html(ReportPage.live(run, JSON.writeValueAsString(settings)));
  }

  /// The token goes into the page only for who has it already; other sites cannot read the page.
  /// Where the runs are, nobody else is told, unless that is where they usually are.
  private ObjectNode settings(Context ctx) {
    var node = JsonNodeFactory.instance.objectNode();
    if (guard.isToken(ctx.cookie(Guard.cookieName(ctx)))) {
      node.put("token", guard.token()).put("folder", folder.given().toString());
    } else if (folder.given().equals(USUAL)) {
      node.put("folder", USUAL.toString());
    }
    return node;
  }

  private static void page(Context ctx, String page, ObjectNode settings) {
    ctx.html(HtmlPage.served(page, JSON.writeValueAsString(settings)));
  }
}
