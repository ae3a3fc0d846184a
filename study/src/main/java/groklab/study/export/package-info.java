/// Runs in the forms that other tools read. Nothing is thinned out: every probe is handed over.
@NullMarked
package groklab.study.export;

import org.jspecify.annotations.NullMarked;
