/// How things are measured: what a measure declares, what the measures of a probe share, and when
/// each is taken.
///
/// To add a measure, write a [groklab.lab.measure.Measure] into the package `catalogue` and its
/// name into the list there.
@NullMarked
package groklab.lab.measure;

import org.jspecify.annotations.NullMarked;
