/// The formats that logs have, one file each; the list of them is `Importers`.
@NullMarked
package groklab.monitor.importer;

import org.jspecify.annotations.NullMarked;
