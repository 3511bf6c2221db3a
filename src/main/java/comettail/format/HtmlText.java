package comettail.format;

import java.nio.charset.StandardCharsets;

/**
 * Text that is safe within an HTML element and within a quoted attribute. What a reader would not
 * see stands in a {@code <u>} as its picture or its number.
 */
public final class HtmlText {
  private static final SafeText TEXT =
      new SafeText("&<>\"'") {
        @Override
        void writeAscii(int c, ByteWriter out) {
          switch (c) {
            case '&' -> out.add("&amp;");
            case '<' -> out.add("&lt;");
            case '>' -> out.add("&gt;");
            case '"' -> out.add("&quot;");
            case '\'' -> out.add("&#39;");
            default -> {
              out.add("<u>");
              writePicture(c, out);
              out.add("</u>");
            }
          }
        }

        @Override
        void writeUnseen(int codePoint, ByteWriter out) {
          out.add("<u>U+");
          writeHex(codePoint, out);
          out.add("</u>");
        }

        @Override
        void writeMalformed(ByteWriter out) {
          out.add("<u>\uFFFD</u>");
        }
      };

  private HtmlText() {}

  /** Writes {@code bytes[from, to)}. */
  static void write(byte[] bytes, int from, int to, ByteWriter out) {
    TEXT.write(bytes, from, to, out);
  }

  /** Returns {@code text}, which has no control characters, safe. */
  public static String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteWriter out = new ByteWriter(bytes.length + 16);
    write(bytes, 0, bytes.length, out);
    Chunk chunk = out.chunk();
    return new String(chunk.toBytes(), StandardCharsets.UTF_8);
  }
}
