package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Frame;

/** A frame that is refused together with its link; nothing was changed by it. */
public final class RefusedFrame extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reason;

  /** For a reason that is a word of {@link Refused}. */
  public RefusedFrame(String reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** A word of {@link Refused}. */
  String reason() {
    return reason;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static RefusedFrame outOfPlace(Frame frame) {
    return new RefusedFrame(Refused.OUT_OF_PLACE, frame.getClass().getSimpleName());
  }
}
