/// What finite precision and growing logits do to training (softmax collapse, vanished gradients,
/// naive loss minimisation, slingshots), and scores of answers: cross-entropy, Brier, margin,
/// calibration.
@NullMarked
package groklab.measures.numerics;

import org.jspecify.annotations.NullMarked;
