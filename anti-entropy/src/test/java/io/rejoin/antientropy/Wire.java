package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Carries messages between two sessions by hand, in their encoding, and counts them. */
final class Wire {
  private final Session initiator;
  private final Session responder;
  private final Deque<Bytes> toInitiator = new ArrayDeque<>();
  private final Deque<Bytes> toResponder = new ArrayDeque<>();
  private Predicate<Message> lost = any -> false;
  private Runnable meanwhile = () -> {};
  private boolean hidesLosses;
  private long passedToInitiator;
  private long passedToResponder;

  private long bytes;
  private long dataBytes;
  private int messages;
  private int longest;

  Wire(Entries initiator, Entries responder, Session.Limits limits) {
    this.initiator = new Session(initiator, limits);
    this.responder = new Session(responder, limits);
  }

  static Wire between(Entries initiator, Entries responder) {
    return new Wire(initiator, responder, Session.Limits.STANDARD);
  }

  /** A whole session. */
  static Wire repaired(Entries initiator, Entries responder) {
    return between(initiator, responder).run();
  }

  Wire losing(Predicate<Message> some) {
    lost = some;
    return this;
  }

  /** As if messages had no numbers: the other side cannot know that one was lost. */
  Wire hidingLosses() {
    hidesLosses = true;
    return this;
  }

  /** Does something before each message arrives. */
  Wire meanwhile(Runnable something) {
    meanwhile = something;
    return this;
  }

  Wire run() {
    begin();
    while (step()) {}
    return this;
  }

  void begin() {
    send(initiator.initiate(), toResponder);
  }

  /** Lets one message arrive; false if there is none. */
  boolean step() {
    if (!toResponder.isEmpty()) {
      meanwhile.run();
      send(responder.reconcile(read(toResponder.remove())), toInitiator);
    } else if (!toInitiator.isEmpty()) {
      meanwhile.run();
      send(initiator.reconcile(read(toInitiator.remove())), toResponder);
    } else {
      return false;
    }
    return true;
  }

  private void send(List<Message> said, Deque<Bytes> to) {
    for (Message message : said) {
      Bytes encoded = write(message);
      bytes += encoded.length();
      messages++;
      longest = Math.max(longest, encoded.length());
      boolean data = message.content() instanceof Content.Push
          || message.content() instanceof Content.Removals;
      dataBytes += data ? encoded.length() : 0;
      if (!lost.test(message)) {
        to.add(hidesLosses ? renumbered(message, to) : encoded);
      }
    }
  }

  private Bytes renumbered(Message message, Deque<Bytes> to) {
    long number = to == toInitiator ? passedToInitiator++ : passedToResponder++;
    return write(new Message(number, message.left(), message.content()));
  }

  static Bytes write(Message message) {
    ByteWriter out = new ByteWriter();
    message.write(out);
    return out.toBytes();
  }

  static Message read(Bytes encoded) {
    try {
      ByteReader in = new ByteReader(encoded);
      Message message = Message.read(in);
      in.end();
      return message;
    } catch (MalformedBytes e) {
      throw new AssertionError(e);
    }
  }

  Session initiator() {
    return initiator;
  }

  Session responder() {
    return responder;
  }

  Session.Outcome outcome() {
    return initiator.outcome().orElseThrow();
  }

  boolean isGood() {
    return initiator.outcome().filter(Session.Outcome::isGood).isPresent()
        && responder.outcome().filter(Session.Outcome::isGood).isPresent();
  }

  long bytes() {
    return bytes;
  }

  /** All but pushes and removals. */
  long metadataBytes() {
    return bytes - dataBytes;
  }

  int longestMessage() {
    return longest;
  }

  double rounds() {
    return initiator.stats().turns() / 2.0;
  }

  @Override
  public String toString() {
    return outcome() + ": " + bytes + " bytes, of them metadata " + metadataBytes() + ", in "
        + messages + " messages, longest " + longest + ", " + rounds() + " round trips; "
        + initiator.stats();
  }
}
