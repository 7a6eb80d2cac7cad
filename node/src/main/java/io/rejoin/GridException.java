package io.rejoin;

import java.util.List;
import java.util.Locale;

/**
 * Something was refused. Every subclass says what the caller may conclude; {@link #valueChanged()}
 * says whether the entry was changed before the refusal. Waiting in vain is no exception: see
 * {@link Receipt#await}.
 */
public abstract class GridException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean valueChanged;

  GridException(String message, boolean valueChanged) {
    super(message);
    this.valueChanged = valueChanged;
  }

  GridException(String message, boolean valueChanged, Throwable cause) {
    super(message, cause);
    this.valueChanged = valueChanged;
  }

  /** Whether the operation had taken effect at this node when it was refused. */
  public final boolean valueChanged() {
    return valueChanged;
  }

  /** A setting is unknown, of the wrong type or out of range; nothing was started. */
  public static final class InvalidConfiguration extends GridException {
    private static final long serialVersionUID = 1L;

    public InvalidConfiguration(String message, Throwable cause) {
      super(message, false, cause);
    }
  }

  /** The node could not start, for example because its port is taken; nothing is left running. */
  public static final class CannotStart extends GridException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message, Throwable cause) {
      super(message, false, cause);
    }
  }

  /** Something is larger, or there are more of it, than a named limit allows. */
  public static final class LimitExceeded extends GridException {
    private static final long serialVersionUID = 1L;

    private final String limit;

    public LimitExceeded(
        String what, long given, String limit, long allowed, boolean valueChanged) {
      super(
          String.format(
              Locale.ROOT,
              "%s: %,d is more than the limit %s = %,d; the value was %schanged",
              what,
              given,
              limit,
              allowed,
              valueChanged ? "" : "not "),
          valueChanged);
      this.limit = limit;
    }

    /** The configuration key of the limit, such as {@code rejoin.limits.key}. */
    public String limit() {
      return limit;
    }
  }

  /** A codec cannot write this value, or what another node stored is nothing it can read. */
  public static final class UnusableValue extends GridException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong; the value in the grid was not changed. */
    public UnusableValue(String message, Throwable cause) {
      super(message + "; the value was not changed", false, cause);
    }

    /** Says what is wrong; the value in the grid was not changed. */
    public UnusableValue(String message) {
      super(message + "; the value was not changed", false);
    }
  }

  /** A type or operation that does not exist, or does not fit the entry; nothing was changed. */
  public static final class BadOperation extends GridException {
    private static final long serialVersionUID = 1L;

    public BadOperation(String message) {
      super(message + "; the value was not changed", false);
    }

    public BadOperation(String message, Throwable cause) {
      super(message + "; the value was not changed", false, cause);
    }
  }

  /**
   * The disk has no room for what the operation would write. Nothing was changed, except where
   * {@link #valueChanged()} says that the operation has taken effect and only waits for room to be
   * stored.
   */
  public static final class StorageFull extends GridException {
    private static final long serialVersionUID = 1L;

    public StorageFull(Throwable cause) {
      this(cause, false);
    }

    public StorageFull(Throwable cause, boolean valueChanged) {
      super(
          valueChanged
              ? "the disk is full; the value was changed and spreads, but is not stored here yet"
              : "the disk is full; the value was not changed",
          valueChanged,
          cause);
    }
  }

  /**
   * What this node has stored is damaged in part; it learns that from others and takes writes again
   * in a moment. Nothing was changed.
   */
  public static final class BeingRepaired extends GridException {
    private static final long serialVersionUID = 1L;

    public BeingRepaired(Throwable cause) {
      super(cause.getMessage() + "; try again in a moment, or at another node", false, cause);
    }
  }

  /**
   * This node does not keep the entry, or has not all of it yet, and no node that has all of it
   * could be reached in time. Nothing was changed. What is here can be had by {@code partial}.
   */
  public static final class NotHere extends GridException {
    private static final long serialVersionUID = 1L;

    public NotHere(String key, List<Confirmation.Missing> owners) {
      super(
          "this node has not all of '" + key + "', and none of its owners could tell it: "
              + Coverage.first(owners) + "; the value was not changed",
          false);
    }
  }

  /** The grid was closed before the operation began; nothing was changed. */
  public static final class Closed extends GridException {
    private static final long serialVersionUID = 1L;

    public Closed() {
      super("this grid is closed; the value was not changed", false);
    }
  }

  /**
   * The node may not go on under its identity, as another process has it or the grid has evicted
   * it; nothing was changed.
   */
  public static final class Stopped extends GridException {
    private static final long serialVersionUID = 1L;

    public Stopped(String why) {
      super(why + "; the value was not changed", false);
    }
  }

  /** The configuration does not allow drills; nothing was changed. */
  public static final class DrillNotAllowed extends GridException {
    private static final long serialVersionUID = 1L;

    public DrillNotAllowed() {
      super("drills are not allowed here; set rejoin.drill.allowed = true and restart", false);
    }
  }
}
