package groklab.web;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A spec as `section.key` to value, both as people write them in TOML.
public final class SpecKeys {
  private SpecKeys() {}

  /// Every key of the spec in the order of the file. Goes by lines, because [SpecWriter] puts every
  /// section and every key on a line of its own.
  public static SequencedMap<String, String> of(RunSpec spec) {
    var keys = new LinkedHashMap<String, String>();
    String section = "";
    for (String line : SpecWriter.write(spec).lines().toList()) {
      int equals = line.indexOf(" = ");
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']')) + ".";
      } else if (equals > 0) {
        keys.put(section + line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return keys;
  }
}
