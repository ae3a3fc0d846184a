/// Pages for `groklab list` and `groklab explain`, made from what recipes, kinds and measures say
/// of themselves.
@NullMarked
package groklab.app.page;

import org.jspecify.annotations.NullMarked;
