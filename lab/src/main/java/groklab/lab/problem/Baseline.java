package groklab.lab.problem;

import java.util.OptionalDouble;

/// What can be had on a set of examples without having learned the rule.
///
/// @param chance accuracy of the best constant answer, from how often each answer occurs in the
///     whole problem; empty where answers are not right or wrong
/// @param lookUp share of the set that can be answered by looking up a related training example,
///     such as f(b,a) for f(a,b); 0 where there is nothing to look up
public record Baseline(OptionalDouble chance, double lookUp) {}
