package io.rejoin.node.config;

/**
 * A setting that cannot be used. The message says where it stands, what is wrong and what helps.
 */
public final class InvalidSetting extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String message) {
    super(message);
  }
}
