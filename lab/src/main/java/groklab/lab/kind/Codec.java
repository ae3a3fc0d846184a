package groklab.lab.kind;

/// A spec asked for key by key: each key once, with its default and the component it fills. The
/// same list of keys serves reader, writer, defaults and suggestions.
@FunctionalInterface
public interface Codec<S> {
  S of(Section<S> section);
}
