package groklab.lab.problem;

/// A structure that a problem has beyond inputs and targets: an answer table, a grammar, a pixel
/// grid. Measures and views ask for a facet by its class and do not apply where there is none.
public interface Facet {}
