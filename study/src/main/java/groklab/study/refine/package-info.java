/// Where more runs of a sweep tell most.
@NullMarked
package groklab.study.refine;

import org.jspecify.annotations.NullMarked;
