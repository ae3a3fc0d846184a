package groklab.web.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groklab.zoo.recipe.Recipes;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LessonsTest {
  static final List<String> LESSONS = Lessons.NAMES;

  private final Lessons lessons = new Lessons();

  @ParameterizedTest
  @FieldSource("LESSONS")
  void everyLineHasAValueForEveryProbeAndEveryNumberIsFilledIn(String id) {
    JsonNode lesson = lessons.find(id).orElseThrow();
    assertThat(lesson.toString().replaceAll("\"(step|value)\":\\[[^]]*]", ""))
        .doesNotContainPattern("\\{[a-z]+[-.a-z0-9]*\\.");
    for (JsonNode line : lesson.path("figure").path("line")) {
      assertThat(line.path("step").size()).isGreaterThan(50).isEqualTo(line.path("value").size());
    }
    assertThat(lesson.path("after").path("text").size()).isGreaterThan(1);
    assertThat(lesson.path("exercise").size()).isGreaterThan(1);
    assertThat(lesson.path("runs").size()).isPositive();
  }

  @ParameterizedTest
  @FieldSource("LESSONS")
  void everyQuestionHasAnAnswerThatIsNotTheOnlyOne(String id) {
    JsonNode ask = lessons.find(id).orElseThrow().path("ask");
    var right =
        StreamSupport.stream(ask.path("option").spliterator(), false)
            .map(option -> option.path("right").booleanValue(false))
            .toList();
    if (ask.path("form").stringValue().equals("draw")) {
      assertThat(right).isEmpty();
    } else {
      assertThat(right).contains(true, false);
    }
    assertThat(ask.path("until").intValue()).isPositive();
  }

  /// What is asked is whether they will generalise: no line may tell it before.
  @ParameterizedTest
  @FieldSource("LESSONS")
  void noLineHasGeneralisedWhereTheQuestionStands(String id) {
    JsonNode lesson = lessons.find(id).orElseThrow();
    long until = lesson.path("ask").path("until").longValue();
    for (JsonNode line : lesson.path("figure").path("line")) {
      assertThat(line.path("generalizedAt").longValue(Long.MAX_VALUE)).isGreaterThan(until);
    }
  }

  @Test
  void theLastLessonAsksOfNetworksThatKnowTheirTrainingSet() {
    JsonNode lesson = lessons.find("not").orElseThrow();
    long until = lesson.path("ask").path("until").longValue();
    for (JsonNode line : lesson.path("figure").path("line")) {
      assertThat(line.path("memorizedAt").longValue(Long.MAX_VALUE)).isLessThanOrEqualTo(until);
    }
  }

  @ParameterizedTest
  @FieldSource("LESSONS")
  void whatIsToBeTriedLiveIsARecipe(String id) {
    String recipe = lessons.find(id).orElseThrow().path("live").path("recipe").stringValue();
    assertThat(Recipes.list()).anyMatch(each -> each.name().equals(recipe));
  }

  @Test
  void theListNamesAllInTheirOrder() {
    assertThat(lessons.outline().path("lessons"))
        .extracting(lesson -> lesson.path("id").stringValue())
        .containsExactlyElementsOf(Lessons.NAMES);
    assertThat(lessons.find("nothing")).isEmpty();
  }

  private static RecordedRun sample() {
    return new RecordedRun(
        "sample",
        JsonMapper.shared()
            .readTree(
                """
                {"steps": 2000, "memorizedAt": 10, "generalizedAt": 1000, "delayRatio": 99.6,
                 "lookUp": 0.2971, "step": [0, 10, 100, 500, 1000, 2000],
                 "curves": {"validation.loss": [4.5, 9, 11, 6, 3, 1],
                  "validation.accuracy": [0.011, 0, 0.02, 0.3, 0.951, 0.996],
                  "fourier.neuronFve": [0.1, null, 0.254, null, null, 0.9]}}
                """));
  }

  @Test
  void numbersOfARunAreSaidAsPeopleReadThem() {
    RecordedRun run = sample();
    assertThat(run.say("memorizedAt")).isEqualTo("10");
    assertThat(run.say("generalizedAt")).isEqualTo("1,000");
    assertThat(run.say("delayRatio")).isEqualTo("100");
    assertThat(run.say("lookUp")).isEqualTo("30 %");
    assertThat(run.say("validation.accuracy@499")).isEqualTo("2.0 %");
    assertThat(run.say("validation.accuracy@end")).isEqualTo("100 %");
    assertThat(run.say("validation.loss@generalized")).isEqualTo("3.00");
    assertThat(run.say("fourier.neuronFve@1000")).isEqualTo("0.25");
  }

  @Test
  void thePatienceIsFromTheLowestEarlyLossToTheFirstThatIsLower() {
    RecordedRun run = sample();
    assertThat(run.say("bestEarly")).isEqualTo("0");
    assertThat(run.say("betteredAt")).isEqualTo("1,000");
    assertThat(run.say("patience")).isEqualTo("1,000");
  }

  @Test
  void whatARunHasNotIsAnErrorAndNotAGap() {
    assertThatThrownBy(() -> sample().say("weights.l2@10"))
        .hasMessage("The recorded run sample has no weights.l2");
    assertThatThrownBy(() -> sample().say("colour"))
        .hasMessage("The recorded run sample has no colour");
  }
}
