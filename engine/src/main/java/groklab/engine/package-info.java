/// The front door of the engine.
@NullMarked
package groklab.engine;

import org.jspecify.annotations.NullMarked;
