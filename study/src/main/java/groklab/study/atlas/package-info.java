/// Many runs with knobs drawn at random, as one file.
@NullMarked
package groklab.study.atlas;

import org.jspecify.annotations.NullMarked;
