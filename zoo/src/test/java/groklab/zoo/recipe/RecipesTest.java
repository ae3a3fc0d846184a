package groklab.zoo.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.lab.kind.SpecException;
import groklab.lab.spec.SpecWriter;
import groklab.lab.spec.TrainingSpec;
import groklab.zoo.model.Transformer;
import groklab.zoo.task.Equations;
import groklab.zoo.task.ModularTask;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {
  static List<Recipe> recipes() {
    return Recipes.list();
  }

  @Test
  void theIndexListsExactlyTheFilesThatExist() throws IOException, URISyntaxException {
    var folder = Path.of(Recipes.class.getResource("index.txt").toURI()).getParent();
    try (var files = Files.list(folder)) {
      var stems =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".toml"))
              .map(file -> file.substring(0, file.length() - ".toml".length()))
              .toList();
      assertThat(Recipes.names()).containsExactlyInAnyOrderElementsOf(stems);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeIsAValidSpecOfItsOwnName(Recipe recipe) {
    var spec = Recipes.load(recipe.name());
    assertThat(spec.name()).isEqualTo(recipe.name());
    assertThat(Recipes.reader().parse(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyRecipeSaysWhyAndWhatToExpect(Recipe recipe) {
    assertThat(recipe.about().purpose()).isNotBlank();
    assertThat(recipe.about().differs()).isNotBlank();
    assertThat(recipe.about().expect()).isNotBlank();
    assertThat(recipe.about().minutes()).isPositive();
  }

  @Test
  void theMainlineIsTheDefaultWithTheOfficialSplit() {
    var spec = Recipes.load("nanda2023");
    var expected =
        Recipes.reader()
            .parse(
                "name = \"nanda2023\"\n"
                    + "task.split = \"python\"\n"
                    + "[budget]\n"
                    + "steps = 20000\n"
                    + "stopWhen = \"never\"");
    assertThat(spec).isEqualTo(expected);
  }

  @Test
  void theHalfRecipeDiffersOnlyInShareAndBudget() {
    assertThat(Recipes.load("nanda2023-half"))
        .isEqualTo(
            Recipes.reader()
                .override(
                    Recipes.load("nanda2023"),
                    List.of("name=nanda2023-half", "task.trainFraction=0.5", "budget.steps=3000")));
  }

  @Test
  void theFirstPapersRecipeUsesItsNetworkTokensAndBatches() {
    var spec = Recipes.load("power2022-division");
    var task = (ModularTask) spec.task();
    var model = (Transformer) spec.model();
    assertThat(task.equations().tokens()).isEqualTo(Equations.Tokens.EQUATION);
    assertThat(task.equations().splitSeed()).hasValue(0);
    assertThat(model.layers()).isEqualTo(2);
    assertThat(model.norm()).isEqualTo(Transformer.NormPlace.POST);
    assertThat(model.mlpBias()).isFalse();
    assertThat(model.positions()).isEqualTo(Transformer.Positions.SINUSOIDAL);
    assertThat(spec.training().batch()).isEqualTo(new TrainingSpec.Batch.HalfUpTo512());
  }

  @Test
  void aSpecMayNameARecipeAsItsBase() {
    var spec = Recipes.reader().parse("base = \"deck\"\nseed = 3");
    assertThat(((ModularTask) spec.task()).modulus()).isEqualTo(17);
    assertThat(spec.seed()).isEqualTo(3);
  }

  @Test
  void anUnknownRecipeIsAnErrorWithASuggestion() {
    assertThatThrownBy(() -> Recipes.load("nanda2032"))
        .isInstanceOf(SpecException.class)
        .hasMessage("There is no recipe \"nanda2032\"; did you mean nanda2023?");
  }
}
