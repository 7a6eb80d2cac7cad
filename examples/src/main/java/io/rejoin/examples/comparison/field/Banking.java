package io.rejoin.examples.comparison.field;

import java.util.Set;

/** Accounts, and orders that may be given again under the same id. */
interface Banking {

  /** What became of an order. */
  enum Booking {
    DONE,
    /** It was booked before. */
    KNOWN,
    /** There is not enough, as far as this branch may take. */
    REFUSED
  }

  Booking deposit(String id, String account, long cents);

  Booking withdraw(String id, String account, long cents);

  Booking transfer(String id, String from, String to, long cents);

  long balance(String account);

  /** The ids of what was booked on an account. */
  Set<String> lines(String account);

  /** Takes back what this branch has booked although another had, as far as it can. */
  void settle();

  /** Accounts of which something was booked twice that could not be taken back. */
  Set<String> unsettled();
}
