package io.rejoin.simulator.scenario;

/**
 * Swarm testing (Groce et al., ISSTA 2012): a run with every fault at once hides what a run with
 * two would show.
 *
 * @param switchOffEach the chance of each kind of happening not to happen in a run
 */
public record Swarm(double switchOffEach) {
  public static final Swarm NONE = new Swarm(0);

  public Swarm {
    if (!(switchOffEach >= 0 && switchOffEach < 1)) {
      throw new IllegalArgumentException(
          "switch-off-each is 0% to less than 100%, not " + switchOffEach);
    }
  }
}
