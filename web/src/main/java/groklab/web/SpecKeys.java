package groklab.web;

import groklab.lab.spec.RunSpec;
import groklab.lab.spec.SpecWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A spec as `section.key` to value, both as people write them in TOML.
public final class SpecKeys {
  private SpecKeys() {}

  /// The keys that do not have one value in all specs, without the name and the seed: key to a
  /// value for each spec, null where its kind of task, model or optimiser has no such key.
  public static SequencedMap<String, List<@Nullable String>> differing(List<RunSpec> specs) {
    var all = specs.stream().map(SpecKeys::of).toList();
    var keys = new LinkedHashSet<String>();
    all.forEach(spec -> keys.addAll(spec.keySet()));
    keys.remove("name");
    keys.remove("seed");
    var differing = new LinkedHashMap<String, List<@Nullable String>>();
    for (String key : keys) {
      var values = new ArrayList<@Nullable String>();
      all.forEach(spec -> values.add(spec.get(key)));
      if (values.stream().anyMatch(value -> !Objects.equals(value, values.getFirst()))) {
        differing.put(key, values);
      }
    }
    return differing;
  }

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
