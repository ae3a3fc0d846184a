/// How things are measured: what a measure declares, what the measures of a probe share, and when
/// each is taken.
///
/// To add a measure, write a [groklab.lab.measure.Measure] into a slice of a module of measures and
/// its name into the list there; a module names its measures in a
/// [groklab.lab.measure.MeasureProvider].
@NullMarked
package groklab.lab.measure;

import org.jspecify.annotations.NullMarked;
