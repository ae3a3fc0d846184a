/// What the runs of a sweep say together: cells, phase diagrams, laws along an axis.
@NullMarked
package groklab.study.diagram;

import org.jspecify.annotations.NullMarked;
