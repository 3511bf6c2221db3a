package comettail.web;

import comettail.line.LogCharset;

/** What the value of a parameter stands for, proven to make sense. */
final class Parameters {
  private Parameters() {}

  /**
   * Returns a whole number.
   *
   * @throws BadRequest if it is none from {@code least} to {@code most}
   */
  static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most && value.charAt(0) != '+') return number;
    } catch (NumberFormatException e) {
      // refused below
    }
    throw refused(name, value, "a whole number from " + least + " to " + most);
  }

  /** Returns whether {@code value} is {@code true}. */
  static boolean flag(String name, String value) {
    if (value.equals("true")) return true;
    if (value.equals("false")) return false;
    throw refused(name, value, "true or false");
  }

  /** Returns the charset that the JVM knows by this name. */
  static LogCharset charset(String value) {
    return LogCharset.of(value).orElseThrow(() -> refused("charset", value, LogCharset.ALLOWED));
  }

  /** Returns the refusal of a parameter that there is not. */
  static BadRequest unknown(String name, String allowed) {
    return BadRequest.malformed(
        "There is no parameter \"" + shown(name) + "\"; there are " + allowed + ".");
  }

  /** Returns the refusal of one more of a parameter of which there may be one. */
  static BadRequest repeated(String name) {
    return BadRequest.malformed("The parameter " + name + " is given more than once.");
  }

  /** Returns the refusal of a parameter's value, which is not {@code allowed}. */
  static BadRequest refused(String name, String value, String allowed) {
    return BadRequest.malformed(
        "The parameter " + name + " is \"" + shown(value) + "\"; it takes " + allowed + ".");
  }

  /**
   * Returns a client's text as a sentence may quote it: short, and with nothing that a terminal
   * would act on.
   */
  static String shown(String text) {
    String cut = text.length() > 40 ? text.substring(0, 40) + "\u2026" : text;
    return cut.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "\uFFFD");
  }
}
