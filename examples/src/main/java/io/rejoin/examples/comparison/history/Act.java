package io.rejoin.examples.comparison.history;

import java.time.Duration;

/**
 * What is done at a site at a time.
 *
 * @param what in a few words
 * @param <A> the application that it is done with
 */
public record Act<A>(Duration at, int site, String what, Kind kind, Deed<A> deed) {

  /** What counts as what. */
  public enum Kind {
    /** A person changes something. */
    CHANGE,
    /** A person looks. */
    LOOK,
    /** The application does it by itself. */
    CHORE
  }

  /** Does it, and writes down what was acknowledged and what the person saw. */
  public interface Deed<A> {
    void perform(A application, Ledger ledger);
  }
}
