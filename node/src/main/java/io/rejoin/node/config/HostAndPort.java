package io.rejoin.node.config;

/**
 * An address as people write it: {@code host:port}, with brackets around an IPv6 host.
 *
 * @param host without brackets
 * @param port 0 to 65,535; 0 lets the operating system choose
 */
public record HostAndPort(String host, int port) {
  /** How an address is written, for messages. */
  public static final String FORM = "host:port, such as 127.0.0.1:7600 or [::1]:7600";

  public HostAndPort {
    if (host.isEmpty() || host.length() > 255 || port < 0 || port > 65_535) {
      throw new IllegalArgumentException("an address is " + FORM);
    }
  }

  /**
   * Reads what a person wrote.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    if (!port.matches("[0-9]{1,5}") || host.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("'" + text + "' is no address: it must be " + FORM);
    }
    return new HostAndPort(host, Integer.parseInt(port));
  }

  static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException invalid) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
