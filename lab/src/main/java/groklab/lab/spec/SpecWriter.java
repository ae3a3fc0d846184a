package groklab.lab.spec;

import groklab.lab.kind.ValueSection;

/// Writes a resolved spec as TOML: every key, in one fixed order, so that equal specs give equal
/// text and the text reads back as the same spec.
public final class SpecWriter {
  private SpecWriter() {}

  public static String write(RunSpec spec) {
    return ValueSection.write(spec, section -> Codecs.run(section, spec.name()));
  }
}
