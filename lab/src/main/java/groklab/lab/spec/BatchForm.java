package groklab.lab.spec;

import groklab.lab.kind.TomlForm;
import groklab.lab.spec.TrainingSpec.Batch;
import tools.jackson.databind.JsonNode;

/// A batch size in TOML: `"full"`, `"half"` or a number.
final class BatchForm extends TomlForm<Batch> {

  @Override
  public Batch read(String path, JsonNode node, Batch fallback) {
    if (node.isString() && node.stringValue().equals("full")) {
      return new Batch.Full();
    }
    if (node.isString() && node.stringValue().equals("half")) {
      return new Batch.HalfUpTo512();
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw mistyped(path, node, "\"full\", \"half\" or a number of examples", text(fallback));
    }
    return new Batch.Fixed(node.intValue());
  }

  @Override
  public String text(Batch value) {
    return switch (value) {
      case Batch.Full() -> "\"full\"";
      case Batch.HalfUpTo512() -> "\"half\"";
      case Batch.Fixed(int size) -> Integer.toString(size);
    };
  }
}
