package io.rejoin.simulator.maelstrom;

/**
 * Why a request was not carried out, in Maelstrom's numbers (its doc/protocol.md, "Errors"). All
 * but {@link #CRASH} are definite: the request has changed nothing and never will.
 */
enum ErrorCode {
  NOT_SUPPORTED(10),
  TEMPORARILY_UNAVAILABLE(11),
  MALFORMED_REQUEST(12),
  CRASH(13),
  ABORT(14);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
