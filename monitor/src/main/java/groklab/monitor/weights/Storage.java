package groklab.monitor.weights;

import java.io.IOException;
import java.io.InputStream;

/// The bytes that tensors lie in; several may share one.
public interface Storage {
  /// How many there are.
  long size();

  /// A stream from a byte on; reading it through reads no other.
  InputStream from(long offset) throws IOException;
}
