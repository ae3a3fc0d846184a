/// What "memorised" and "generalised" mean. A [Criterion] turns a probe into one number for a set
/// of examples, says from which value on the set counts as learned, and how the number is said and
/// drawn. [RunCriterion] is a criterion with the thresholds and baselines of one run: what
/// crossings, schedules, phases, summaries and views ask.
///
/// The world of criteria is open: a new one is one file. Nothing asks which one it has.
@NullMarked
package groklab.lab.criterion;

import org.jspecify.annotations.NullMarked;
