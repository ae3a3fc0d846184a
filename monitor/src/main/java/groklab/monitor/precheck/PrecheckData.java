package groklab.monitor.precheck;

import groklab.monitor.examples.Examples;
import groklab.study.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A result for scripts. Names are added, never renamed; shares are from 0 to 1.
public final class PrecheckData {
  private PrecheckData() {}

  public static Map<String, @Nullable Object> of(Examples examples, PrecheckResult result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("rows", examples.rows());
    data.put("training", result.training());
    data.put("validation", result.validation());
    data.put("split", examples.division());
    data.put("symbols", examples.inputs().subList(0, examples.symbols()));
    data.put("numbers", examples.inputs().subList(examples.symbols(), examples.width()));
    data.put("wholeNumbersAsSymbols", examples.whole());
    data.put("answer", examples.answerName());
    data.put("classes", result.classes());
    data.put("unknownAnswers", result.unknownAnswers());
    data.put(
        "copies",
        Map.of(
            "inTraining", result.copies().inTraining(),
            "conflictsInTraining", result.copies().conflictsInTraining(),
            "across", result.copies().across(),
            "conflictsAcross", result.copies().conflictsAcross()));
    data.put("mirrored", Map.of("rows", result.mirrored(), "sameAnswer", result.mirroredSame()));
    data.put("rowNames", result.rowNames());
    List<Map<String, @Nullable Object>> predictors = new ArrayList<>();
    result.scores().forEach(each -> predictors.add(predictor(each)));
    data.put("predictors", predictors);
    data.put("best", result.best().predictor().label());
    data.put("trainingCeiling", result.trainingCeiling());
    data.put("ceiling", result.ceiling());
    data.put("learnabilityGap", result.learnabilityGap());
    data.put("sentences", Meaning.of(result));
    return data;
  }

  private static Map<String, @Nullable Object> predictor(Score score) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", score.predictor().label());
    data.put("accuracy", score.accuracy());
    data.put("low", score.interval().map(Interval::low).orElse(null));
    data.put("high", score.interval().map(Interval::high).orElse(null));
    data.put("covered", score.covered());
    data.put("judged", score.judged());
    data.put("detail", score.detail());
    return data;
  }
}
