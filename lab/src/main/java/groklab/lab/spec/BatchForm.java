package groklab.lab.spec;

import groklab.lab.kind.TomlForm;
import groklab.lab.spec.TrainingSpec.Batch;
import java.util.ArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A batch size in TOML: `"full"`, `"half"` or a number, or a schedule of them as a list of
/// `[step, batch]`.
final class BatchForm extends TomlForm<Batch> {
  private static final String EXPECTED =
      "\"full\", \"half\", a number of examples, or a list of [step, batch]";

  @Override
  public Batch read(String path, JsonNode node, Batch fallback) {
    return node.isArray() ? schedule(path, node, fallback) : one(path, node, fallback);
  }

  private Batch schedule(String path, JsonNode node, Batch fallback) {
    var stages = new ArrayList<Batch.From>();
    for (JsonNode stage : node) {
      if (!stage.isArray()
          || stage.size() != 2
          || !stage.get(0).isIntegralNumber()
          || !stage.get(0).canConvertToLong()) {
        throw mistyped(path, stage, "a list of [step, batch]", "[[0, 32], [1000, 64]]");
      }
      stages.add(new Batch.From(stage.get(0).longValue(), one(path, stage.get(1), fallback)));
    }
    return new Batch.Scheduled(stages);
  }

  private Batch one(String path, JsonNode node, Batch fallback) {
    if (node.isString() && node.stringValue().equals("full")) {
      return new Batch.Full();
    }
    if (node.isString() && node.stringValue().equals("half")) {
      return new Batch.HalfUpTo512();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw mistyped(path, node, EXPECTED, text(fallback));
    }
    return new Batch.Fixed(node.intValue());
  }

  @Override
  public String text(Batch value) {
    return switch (value) {
      case Batch.Full() -> "\"full\"";
      case Batch.HalfUpTo512() -> "\"half\"";
      case Batch.Fixed(int size) -> Integer.toString(size);
      case Batch.Scheduled(var stages) ->
          stages.stream()
              .map(stage -> "[%d, %s]".formatted(stage.step(), text(stage.batch())))
              .collect(Collectors.joining(", ", "[", "]"));
    };
  }
}
