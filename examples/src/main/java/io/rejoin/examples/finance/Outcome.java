package io.rejoin.examples.finance;

/**
 * What became of an order at a branch.
 *
 * @param result what was done
 * @param text for the person at the desk
 * @param available cents that this branch may take from the payer's account now; 0 for a deposit
 * @param known cents on the payer's account, as far as this branch has heard
 */
public record Outcome(Result result, String text, long available, long known) {

  /** Anything but the first two has moved no money. */
  public enum Result {
    /** Booked now. */
    DONE,
    /** The same order was booked before, here or at a branch that was heard of. */
    KNOWN,
    /** This branch has too few rights to the payer's money, though there may be enough. */
    NO_RIGHTS,
    /** Another order was booked under this id. */
    OTHER_ORDER,
    /** The order was booked, and is taken back: it does not stand. */
    TAKEN_BACK,
    /** Nobody has told this branch of the payee's account. */
    UNKNOWN_ACCOUNT,
    /** This branch has closed the day. */
    DAY_CLOSED,
    /** A transfer of one of the accounts was broken off here: see {@link Branch#recover}. */
    RECOVERING
  }

  static Outcome of(Result result, String text) {
    return new Outcome(result, text, 0, 0);
  }

  /** Whether the order stands in the ledger. */
  public boolean isBooked() {
    return result == Result.DONE || result == Result.KNOWN;
  }

  @Override
  public String toString() {
    return text;
  }
}
