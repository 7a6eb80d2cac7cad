package io.rejoin.examples.comparison.history;

import java.time.Duration;

/**
 * What a person does at a site at a time.
 *
 * @param what in a few words
 * @param isLook whether the person only looks
 * @param <A> the application that it is done with
 */
public record Act<A>(Duration at, int site, String what, boolean isLook, Deed<A> deed) {

  /** Does it, and writes down what was acknowledged and what the person saw. */
  public interface Deed<A> {
    void perform(A application, Ledger ledger);
  }
}
