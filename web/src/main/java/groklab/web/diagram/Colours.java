package groklab.web.diagram;

import groklab.lab.phase.Verdict;
import java.awt.Color;

/// Colours that differ in brightness as well as in hue, so that they are told apart by colour-blind
/// eyes and in grey.
final class Colours {
  static final Color INK = new Color(0x1c1e21);
  static final Color MUTED = new Color(0x5a6068);
  static final Color GRID = new Color(0xdcdcd8);
  static final Color LINES = new Color(0x9a9a9a);
  static final Color GREY = new Color(0xd6d6d6);
  static final Color DARK_LINES = new Color(0x6e6e6e);
  static final Color BLUE = new Color(0x0072b2);
  static final Color VERMILION = new Color(0xd55e00);

  /// Cividis, as in `views/draw.js`: even in brightness, the same for colour-blind eyes.
  private static final int[] RAMP = {
    0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55,
    0xfee838
  };

  private Colours() {}

  /// Dark indigo, sky blue, vermilion, yellow.
  static Color of(Verdict verdict) {
    return switch (verdict) {
      case CONFUSION -> new Color(0x332288);
      case MEMORISATION -> new Color(0x56b4e9);
      case GROKKING -> new Color(0xd55e00);
      case COMPREHENSION -> new Color(0xf0e442);
    };
  }

  /// @param share from 0, dark, to 1, bright
  static Color ramp(double share) {
    double place = Math.clamp(share, 0, 1) * (RAMP.length - 1);
    int index = Math.min(RAMP.length - 2, (int) place);
    var low = new Color(RAMP[index]);
    var high = new Color(RAMP[index + 1]);
    double rest = place - index;
    return new Color(
        mixed(low.getRed(), high.getRed(), rest),
        mixed(low.getGreen(), high.getGreen(), rest),
        mixed(low.getBlue(), high.getBlue(), rest));
  }

  private static int mixed(int low, int high, double share) {
    return (int) Math.round(low + (high - low) * share);
  }

  /// Whether white is more legible on it than ink, by the luminance of sRGB.
  static boolean isDark(Color colour) {
    return 0.2126 * linear(colour.getRed())
            + 0.7152 * linear(colour.getGreen())
            + 0.0722 * linear(colour.getBlue())
        < 0.2;
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
  }
}
