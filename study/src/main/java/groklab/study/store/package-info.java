/// Where the runs of a sweep lie: thousands in one file, each a line that says when it was changed.
@NullMarked
package groklab.study.store;

import org.jspecify.annotations.NullMarked;
