/// A sweep as its folder holds it so far: read, drawn into files, as a page that is one file, and
/// as the data of a page that follows it.
@NullMarked
package groklab.web.sweep;

import org.jspecify.annotations.NullMarked;
