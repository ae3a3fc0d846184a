/// The accelerators' court: what each is worth beside a control that was tuned as long.
@NullMarked
package groklab.bench.control;

import org.jspecify.annotations.NullMarked;
