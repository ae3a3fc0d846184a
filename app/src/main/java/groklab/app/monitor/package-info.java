/// Commands over other people's runs.
@NullMarked
package groklab.app.monitor;

import org.jspecify.annotations.NullMarked;
