package io.rejoin.crdt.type.counter;

/**
 * A run has fewer rights to a bounded counter than it was asked to use. Nothing has changed. It
 * says nothing about the grid: other runs may hold rights, and some may be on their way. An
 * ordinary answer rather than a fault, so it has no stack trace.
 */
public final class InsufficientRights extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final long asked;
  private final long here;
  private final long known;

  public InsufficientRights(long asked, long here, long known) {
    super(asked + " asked, " + here + " rights here now; " + known + " exist as far as is known");
    this.asked = asked;
    this.here = here;
    this.known = known;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** How many rights the operation would have used. */
  public long asked() {
    return asked;
  }

  /** How many rights this run has. */
  public long here() {
    return here;
  }

  /** How many rights all runs have together, as far as is known here. */
  public long known() {
    return known;
  }
}
