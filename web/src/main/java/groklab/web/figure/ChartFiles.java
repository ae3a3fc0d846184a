package groklab.web.figure;

import groklab.lab.file.AtomicFile;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;

/// Writes charts, one below the other, or any picture as an SVG and as a PNG. It needs no display.
public final class ChartFiles {
  /// Pixels of the PNG per unit of the figure, so that it is sharp in print.
  private static final int SCALE = 2;

  private ChartFiles() {}

  /// Charts below each other, as one picture.
  private record Column(List<Chart<?, ?>> charts) implements Picture {
    @Override
    public int width() {
      return charts.getFirst().getWidth();
    }

    @Override
    public int height() {
      return charts.stream().mapToInt(Chart::getHeight).sum();
    }

    @Override
    public void paint(Graphics2D graphics) {
      for (Chart<?, ?> chart : charts) {
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.translate(0, chart.getHeight());
      }
    }
  }

  /// @param charts of the same width
  /// @param name of both files, without ending
  /// @return both files, the SVG first
  /// @throws IOException if a figure cannot be written
  public static List<Path> write(List<Chart<?, ?>> charts, Path folder, String name)
      throws IOException {
    return write(new Column(charts), folder, name);
  }

  /// @param name of both files, without ending
  /// @return both files, the SVG first
  /// @throws IOException if a figure cannot be written
  public static List<Path> write(Picture picture, Path folder, String name) throws IOException {
    return write(picture, folder, name, SCALE);
  }

  /// @param name of both files, without ending
  /// @param scale pixels of the PNG per unit of the picture
  /// @return both files, the SVG first
  /// @throws IOException if a figure cannot be written
  public static List<Path> write(Picture picture, Path folder, String name, int scale)
      throws IOException {
    Fonts.require();
    var svg = folder.resolve(name + ".svg");
    var png = folder.resolve(name + ".png");
    writeSvg(picture, svg);
    writePng(picture, png, scale);
    return List.of(svg, png);
  }

  private static void writePng(Picture picture, Path file, int scale) throws IOException {
    var image =
        new BufferedImage(
            scale * picture.width(), scale * picture.height(), BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    picture.paint(graphics);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException(file + " was not written: this Java runtime has no PNG writer");
    }
    AtomicFile.write(
        file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes.toByteArray())));
  }

  private static void writeSvg(Picture picture, Path file) throws IOException {
    var context = SVGGeneratorContext.createDefault(emptyDocument());
    context.setComment("Made by Groklab");
    var graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
    picture.paint(graphics);
    var out = new StringWriter();
    graphics.stream(out, true);
    AtomicFile.write(file, out.toString());
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newNSInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every Java platform can make an empty XML document", e);
    }
  }
}
