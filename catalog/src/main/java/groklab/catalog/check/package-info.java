/// Typed checks of claims: what runs must show, and the judgement over what they did show.
@NullMarked
package groklab.catalog.check;

import org.jspecify.annotations.NullMarked;
