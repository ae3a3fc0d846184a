/// How text is laid out for a console.
@NullMarked
package groklab.web.text;

import org.jspecify.annotations.NullMarked;
