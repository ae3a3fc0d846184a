package groklab.lab.measure.stored;

import groklab.lab.kind.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Our names for tensors of another program.
///
/// @param byName their name to what becomes of it
public record Renames(SequencedMap<String, To> byName) {
  private static final String TRANSPOSED = "^T";

  /// @param name ours
  /// @param transposed whether rows and columns change places, as those of a PyTorch `Linear` do
  public record To(String name, boolean transposed) {}

  public static final Renames NONE = new Renames(new LinkedHashMap<>());

  /// Reads `THEIRS=OURS`, or `THEIRS^T=OURS` for a matrix that is stored the other way round.
  ///
  /// @throws SpecException if one is not of that form, or two are of the same tensor
  public static Renames parse(List<String> texts) {
    var byName = new LinkedHashMap<String, To>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0 || equals == text.length() - 1) {
        throw new SpecException(
            "--rename is '%s', expected THEIRS=OURS; write e.g. --rename fc.weight^T=unembed.W_U"
                .formatted(text));
      }
      String theirs = text.substring(0, equals);
      boolean transposed = theirs.endsWith(TRANSPOSED);
      String name =
          transposed ? theirs.substring(0, theirs.length() - TRANSPOSED.length()) : theirs;
      if (byName.put(name, new To(text.substring(equals + 1), transposed)) != null) {
        throw new SpecException("--rename names the tensor %s twice".formatted(name));
      }
    }
    return new Renames(byName);
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }
}
