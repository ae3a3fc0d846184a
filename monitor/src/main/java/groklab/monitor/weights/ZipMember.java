package groklab.monitor.weights;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A member of an open archive, packed or not. Reading from the middle of one that is not packed
/// costs nothing; what is packed is unpacked up to there and dropped.
///
/// @param start of the first byte that counts
record ZipMember(ZipFile archive, ZipEntry entry, long start) implements Storage {
  @Override
  public long size() {
    return entry.getSize() - start;
  }

  @Override
  public InputStream from(long offset) throws IOException {
    InputStream in = archive.getInputStream(entry);
    try {
      in.skipNBytes(start + offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
