/// What other programs may rely on: [Experiment], [Run], [Curve] and [Diagnosed], and the types of
/// `groklab.lab` that these hand out. It changes by the rules of semantic versioning, as
/// docs/how-to/library.md says; everything else in Groklab may change at any time.
@NullMarked
package groklab.api;

import org.jspecify.annotations.NullMarked;
