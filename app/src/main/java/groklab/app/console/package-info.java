/// What the console shows: output streams with a `--json` discipline, the progress line, sentences
/// about results.
@NullMarked
package groklab.app.console;

import org.jspecify.annotations.NullMarked;
