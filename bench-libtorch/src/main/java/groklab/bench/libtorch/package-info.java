/// The same training steps as one writes them with PyTorch, on its C++ library.
@NullMarked
package groklab.bench.libtorch;

import org.jspecify.annotations.NullMarked;
