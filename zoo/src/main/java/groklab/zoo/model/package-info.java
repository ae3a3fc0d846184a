/// Networks: the spec of each, what it builds, and its page.
@NullMarked
package groklab.zoo.model;

import org.jspecify.annotations.NullMarked;
