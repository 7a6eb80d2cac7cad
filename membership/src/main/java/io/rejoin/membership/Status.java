package io.rejoin.membership;

/**
 * What the grid holds of a member, in the order of precedence at equal incarnation: a later one
 * overrides an earlier one (SWIM §4.2), and only the member itself returns to {@link #ALIVE}, by
 * raising its incarnation.
 */
public enum Status {
  ALIVE(0),
  /** Somebody linked to it got no answer; it has some time to refute this. */
  SUSPECT(1),
  /** Nobody linked to it got an answer for the time of a suspicion. It may come back. */
  DEAD(2),
  /** It said good-bye. */
  LEFT(3);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** Two bits for the wire. */
  int code() {
    return code;
  }

  static Status ofCode(int code) {
    for (Status status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    throw new IllegalArgumentException("no status " + code);
  }

  /** Whether the member is worth probing: it is thought to run, or may. */
  public boolean isPresent() {
    return this == ALIVE || this == SUSPECT;
  }
}
