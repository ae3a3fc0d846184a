package groklab.lab.spec;

import java.util.List;

/// What is measured, and how densely.
///
/// @param measures names of measures or groups; `default` is the standard group
/// @param density probes per unit of the standard grid: 1 = standard, 2 = twice as many
/// @param trainThreshold tau of T_mem, on train accuracy
/// @param validationThreshold tau of T_grok, on validation accuracy
public record ProbeSpec(List<String> measures, double density, double trainThreshold, double validationThreshold) {}
