/// The dashboard's HTTP: routes, pages, event streams, and who may do what.
@NullMarked
package groklab.web.server;

import org.jspecify.annotations.NullMarked;
