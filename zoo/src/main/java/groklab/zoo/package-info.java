/// What can be run. Start reading at [groklab.zoo.Zoo], the list.
@NullMarked
package groklab.zoo;

import org.jspecify.annotations.NullMarked;
