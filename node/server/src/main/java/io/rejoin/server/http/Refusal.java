package io.rejoin.server.http;

import io.rejoin.GridException;
import io.rejoin.GridException.BadOperation;
import io.rejoin.GridException.BeingRepaired;
import io.rejoin.GridException.Closed;
import io.rejoin.GridException.DrillNotAllowed;
import io.rejoin.GridException.LimitExceeded;
import io.rejoin.GridException.NotHere;
import io.rejoin.GridException.Stopped;
import io.rejoin.GridException.StorageFull;
import io.rejoin.GridException.UnusableValue;
import io.rejoin.crdt.type.counter.InsufficientRights;

/** What the grid refuses, as HTTP says it. */
final class Refusal {
  private Refusal() {}

  static Problem of(GridException refused) {
    return of(refused, "");
  }

  /** With a hint that stands before the usual one. */
  static Problem of(GridException refused, String before) {
    int status = Reply.FAILED;
    String hint = "the node's log has the details";
    if (refused instanceof LimitExceeded limit) {
      status = limit.valueChanged() ? Reply.UNAVAILABLE : Reply.TOO_LARGE;
      hint = "the limit is " + limit.limit() + " in the configuration";
    } else if (refused instanceof BadOperation || refused instanceof UnusableValue) {
      status = Reply.BAD_REQUEST;
      hint = "nothing was changed";
    } else if (refused instanceof Closed) {
      status = Reply.UNAVAILABLE;
      hint = "this node is stopping; ask another one";
    } else if (refused instanceof Stopped) {
      status = Reply.UNAVAILABLE;
      hint = "ask another node";
    } else if (refused instanceof StorageFull) {
      status = Reply.UNAVAILABLE;
      hint = "make room on this node's disk, or ask another node; reads go on";
    } else if (refused instanceof BeingRepaired) {
      status = Reply.UNAVAILABLE;
      hint = "'rejoin status' shows what was set aside";
    } else if (refused instanceof NotHere) {
      status = Reply.UNAVAILABLE;
      hint = "try again, ask another node, or ask for what is here with partial=true";
    } else if (refused instanceof DrillNotAllowed) {
      status = Reply.FORBIDDEN;
      hint = "set rejoin.drill.allowed = true in its configuration file and restart it";
    }
    String both = before.isEmpty() ? hint : before + "; " + hint;
    return new Problem(status, String.valueOf(refused.getMessage()), both);
  }

  /** Rights may be on their way: the client may well try again. */
  static Problem of(InsufficientRights refused, int index) {
    String hint = "this node asks others for rights; try again, or at another node";
    return new Problem(
            Reply.CONFLICT, String.valueOf(refused.getMessage()), earlier(index) + "; " + hint)
        .with("asked", refused.asked())
        .with("available", refused.here())
        .with("known", refused.known());
  }

  /** Says which operations of a batch took effect before one was refused. */
  static String earlier(int index) {
    return index == 0 ? "nothing was changed" : "the first " + index + " operations took effect";
  }
}
