package groklab.web.figure;

import java.awt.Graphics2D;

/// Something that can be drawn, on white, from the top left corner.
public interface Picture {
  int width();

  int height();

  void paint(Graphics2D graphics);
}
