/// What every part of the laboratory shares.
@NullMarked
package groklab.lab;

import org.jspecify.annotations.NullMarked;
