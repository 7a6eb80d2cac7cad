package io.rejoin.simulator.fault;

/** Ends what was begun, at once and with all that follows; again does nothing. */
@FunctionalInterface
public interface Ending {
  void end();
}
