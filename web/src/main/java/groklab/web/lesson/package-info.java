/// Lessons: predict first, then see what a recorded run did, then why.
@NullMarked
package groklab.web.lesson;

import org.jspecify.annotations.NullMarked;
