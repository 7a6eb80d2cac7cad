package io.rejoin.examples.terminal;

/** Emphasis for a terminal; plain text elsewhere. */
public enum Style {
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  public String on(String text, boolean coloured) {
    return coloured ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
