package io.rejoin.akka;

import akka.actor.typed.ActorRef;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One link between two endpoints; everything happens on the core's thread.
 *
 * <p>Remoting drops what does not fit its queue, and says nothing. So only so much is under way as
 * the other side has not yet said to have taken, in parcels and in bytes; the rest waits here, and
 * counts against the credit. Short frames share a parcel.
 */
final class Connection {
  /** Parcels under way at most: far below the 3,072 messages that an association queues. */
  static final int MAX_PARCELS = 128;

  /** Every peer takes so much, whatever its limit of frames: see {@link AkkaSettings}. */
  private static final int FULL_PARCEL = AkkaSettings.LEAST_FRAME;

  private final Line line;
  private final Deque<Bytes> waiting = new ArrayDeque<>();
  private long waitingCost;
  private long there = -1;
  private long lastNumber;
  private long lastHeard;
  private long sentParcels;
  private long sentCost;
  private long takenParcels;
  private long takenCost;
  private long hereParcels;
  private long hereCost;
  private long toldParcels;
  private long toldCost;
  private boolean starved;
  private boolean flushing;

  /** The two ends of a link, and what it may carry. */
  record Line(
      LinkId id, String address, ActorRef<Object> peer, long openedAt, long window, int maxFrame) {}

  Connection(Line line) {
    this.line = line;
  }

  LinkId id() {
    return line.id;
  }

  String address() {
    return line.address;
  }

  ActorRef<Object> peer() {
    return line.peer;
  }

  long openedAt() {
    return line.openedAt;
  }

  boolean isOpen() {
    return there >= 0;
  }

  /** The other side calls the link so. */
  void open(long number) {
    there = number;
  }

  // ---- out

  /** Whether a frame may wait here; more than credit says, for what does not ask for it. */
  boolean hasRoom(Bytes frame) {
    return frame.length() <= line.maxFrame && waitingCost <= line.window + 4L * line.maxFrame;
  }

  /** Takes a frame, and says whether {@link #flush} has to be called for it. */
  boolean add(Bytes frame) {
    waiting.add(frame);
    waitingCost += Parcel.cost(frame);
    boolean first = !flushing;
    flushing = true;
    return first;
  }

  /** Sends what may be under way. */
  void flush() {
    flushing = false;
    while (!waiting.isEmpty()
        && sentParcels - takenParcels < MAX_PARCELS
        && sentCost - takenCost < line.window) {
      sendParcel();
    }
  }

  private void sendParcel() {
    List<Bytes> frames = new ArrayList<>();
    int length = 0;
    do {
      Bytes frame = waiting.remove();
      frames.add(frame);
      length += frame.length();
      waitingCost -= Parcel.cost(frame);
      sentCost += Parcel.cost(frame);
    } while (!waiting.isEmpty() && length + waiting.element().length() <= FULL_PARCEL);
    sentParcels++;
    tell(new Parcel.Frames(there, ++lastNumber, frames));
  }

  long credit() {
    long left = line.window - waitingCost - (sentCost - takenCost);
    starved |= left <= 0;
    return left;
  }

  /** Sends everything that waits, taken or not, and that it was the last. */
  void close(String reason) {
    if (isOpen()) {
      while (!waiting.isEmpty()) {
        sendParcel();
      }
      tell(new Parcel.Close(there, ++lastNumber, reason));
    }
  }

  private void tell(Parcel parcel) {
    line.peer.tell(parcel.encoded());
  }

  // ---- in

  /** Whether the parcel of this number is the next one: if not, some were lost. */
  boolean follows(long number) {
    return number == ++lastHeard;
  }

  /** Notes that a parcel was dealt with, and tells the other side now and then. */
  void took(long cost) {
    hereParcels++;
    hereCost += cost;
    if (4 * (hereParcels - toldParcels) >= MAX_PARCELS
        || 4 * (hereCost - toldCost) >= line.window) {
      toldParcels = hereParcels;
      toldCost = hereCost;
      tell(new Parcel.Taken(there, ++lastNumber, hereParcels, hereCost));
    }
  }

  /** Whether the other side can have taken so much; if so, more may be sent. */
  boolean taken(long parcels, long cost) {
    if (parcels < takenParcels || parcels > sentParcels || cost < takenCost || cost > sentCost) {
      return false;
    }
    takenParcels = parcels;
    takenCost = cost;
    flush();
    return true;
  }

  /** Whether somebody who had no credit is to hear that there is some again; once. */
  boolean isWritableAgain() {
    if (starved && 2 * credit() > line.window) {
      starved = false;
      return true;
    }
    return false;
  }
}
