package io.rejoin.node.port;

/**
 * Where the core tells people what they may want to know: members that come and go, refused peers,
 * clocks that are wrong. The core limits the rate itself.
 */
public interface Notices {

  /** Something worth reading once. */
  void info(String text);

  /** Something that a person should look after. */
  void warn(String text);

  /** Tells nobody. */
  static Notices none() {
    return new Notices() {
      @Override
      public void info(String text) {
        // Nobody listens.
      }

      @Override
      public void warn(String text) {
        // Nobody listens.
      }
    };
  }
}
