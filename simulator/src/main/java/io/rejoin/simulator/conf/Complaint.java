package io.rejoin.simulator.conf;

/** Why one value cannot be used. */
final class Complaint extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  Complaint(String what) {
    super(what, null, false, false);
    this.what = what;
  }

  String what() {
    return what;
  }
}
