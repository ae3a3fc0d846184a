/// What a run is, as immutable values: the spec records, the TOML they are written in, and its
/// reader and writer.
///
/// Start reading at [groklab.lab.spec.RunSpec]; the keys of the TOML file, their defaults and their
/// order stand in one place, the package's codecs.
@NullMarked
package groklab.lab.spec;

import org.jspecify.annotations.NullMarked;
