/// What a spec can name, and the language it is written in: [Kind]s with their codecs and pages,
/// sections of TOML read and written key by key, range checks and suggestions.
@NullMarked
package groklab.lab.kind;

import org.jspecify.annotations.NullMarked;
