/// The recipes that come with Groklab: spec files with a name, a purpose and an expectation.
@NullMarked
package groklab.zoo.recipe;

import org.jspecify.annotations.NullMarked;
