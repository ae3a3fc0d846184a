/// Pictures and tables of phase diagrams: they draw what [groklab.study.diagram] and
/// [groklab.study.statistics] found; and panels of curves of runs that differ in their seeds.
@NullMarked
package groklab.web.diagram;

import org.jspecify.annotations.NullMarked;
