/// Entries about skills that one network learns one by one: domains, parities of different
/// frequency.
@NullMarked
package groklab.catalog.skill;

import org.jspecify.annotations.NullMarked;
