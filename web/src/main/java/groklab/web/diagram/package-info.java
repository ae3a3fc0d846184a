/// Pictures and tables of phase diagrams: they draw what [groklab.study.diagram] and
/// [groklab.study.statistics] found.
@NullMarked
package groklab.web.diagram;

import org.jspecify.annotations.NullMarked;
