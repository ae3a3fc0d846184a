/// The measures of a subject taken: one probe after another, two steps compared, and which measures
/// are due.
@NullMarked
package groklab.lab.measure.meter;

import org.jspecify.annotations.NullMarked;
