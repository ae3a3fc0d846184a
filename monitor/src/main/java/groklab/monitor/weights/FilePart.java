package groklab.monitor.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A part of an open file.
record FilePart(FileChannel channel, long start, long size) implements Storage {
  @Override
  public InputStream from(long offset) {
    return new BufferedInputStream(new Reader(start + offset), 1 << 16);
  }

  /// Reads at a place of its own, so that many can read one channel.
  private final class Reader extends InputStream {
    private long position;

    Reader(long position) {
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = channel.read(ByteBuffer.wrap(into, from, length), position);
      position += Math.max(0, read);
      return read;
    }
  }
}
