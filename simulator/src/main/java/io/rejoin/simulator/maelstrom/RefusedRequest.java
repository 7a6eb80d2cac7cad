package io.rejoin.simulator.maelstrom;

/** A request that is answered by an error. */
final class RefusedRequest extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  RefusedRequest(ErrorCode code, String text) {
    super(text);
    this.code = code;
  }

  static RefusedRequest malformed(String text) {
    return new RefusedRequest(ErrorCode.MALFORMED_REQUEST, text);
  }

  ErrorCode code() {
    return code;
  }
}
