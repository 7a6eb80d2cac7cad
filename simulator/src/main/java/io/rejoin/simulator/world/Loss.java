package io.rejoin.simulator.world;

/** How often frames are lost on a way: always the same share, or in bursts. */
public sealed interface Loss {

  static Loss constant(double share) {
    return new Constant(share);
  }

  /** Each frame by itself. */
  record Constant(double share) implements Loss {
    public Constant {
      checkShare(share);
    }
  }

  /**
   * Two states (Gilbert 1960, Elliott 1963) in continuous time.
   *
   * @param good share lost in the good state
   * @param bad share lost in the bad state
   * @param enter rate per second at which the good state ends
   * @param leave rate per second at which the bad state ends
   */
  record Gilbert(double good, double bad, double enter, double leave) implements Loss {
    public Gilbert {
      checkShare(good);
      checkShare(bad);
      if (!(enter > 0 && leave > 0)) {
        throw new IllegalArgumentException(
            "the rates of gilbert are above 0, not " + enter + " and " + leave);
      }
    }
  }

  private static void checkShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is 0% to 100%, not " + share);
    }
  }
}
