package groklab.lab.spec;

/// Writes a resolved spec as TOML: every key, in one fixed order, so that equal specs give equal
/// text and the text reads back as the same spec.
public final class SpecWriter {
  private SpecWriter() {}

  public static String write(RunSpec spec) {
    var out = new StringBuilder();
    Codecs.run(new ValueSection<>(spec, out), spec.name());
    return out.toString();
  }
}
