/// Commands about many runs.
@NullMarked
package groklab.app.study;

import org.jspecify.annotations.NullMarked;
