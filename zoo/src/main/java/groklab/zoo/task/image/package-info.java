/// Tasks whose examples are images.
@NullMarked
package groklab.zoo.task.image;

import org.jspecify.annotations.NullMarked;
