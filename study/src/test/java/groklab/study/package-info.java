/// What tests of many runs share.
@NullMarked
package groklab.study;

import org.jspecify.annotations.NullMarked;
