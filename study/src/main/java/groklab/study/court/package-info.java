/// Accelerators side by side: each tuned alike, all judged on the same seeds and initial weights.
@NullMarked
package groklab.study.court;

import org.jspecify.annotations.NullMarked;
