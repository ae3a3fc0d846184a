/// What several slices need: how a measure is put together, what plain arithmetic costs, the hidden
/// layers and the sets of examples. It knows no slice.
@NullMarked
package groklab.measures.common;

import org.jspecify.annotations.NullMarked;
