/// The search for settings with which a network generalises sooner.
@NullMarked
package groklab.study.tune;

import org.jspecify.annotations.NullMarked;
