/// What a run leaves behind: one directory, readable without Groklab and safe at any instant.
///
/// Every file is either appended to line by line or written beside its place and then renamed, so
/// that a reader, or a machine that loses power, never meets half a file under a final name. Start
/// reading at [groklab.lab.rundir.RunDirectory].
@NullMarked
package groklab.lab.rundir;

import org.jspecify.annotations.NullMarked;
