/// Files that are readable at any instant: written whole or line by line, as JSON or as
/// safetensors, with errors that name the file and say what is safe.
@NullMarked
package groklab.lab.file;

import org.jspecify.annotations.NullMarked;
