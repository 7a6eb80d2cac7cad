package io.rejoin;

/** A listener that listens until this is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it. A call that runs at this moment runs to its end. */
  @Override
  void close();
}
