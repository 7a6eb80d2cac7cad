package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.row;

import io.rejoin.membership.SwimMessage.Rumour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;

/** One node, number 0, in a test that plays all the others by hand. */
final class ByHand {
  final Swim swim;
  private final List<Envelope> sent = new ArrayList<>();
  private final List<MemberEvent> events = new ArrayList<>();
  private long millis;

  ByHand(SwimConfig config) {
    swim = new Swim(config, row(0), new SplittableRandom(1));
    swim.tick(0);
  }

  /** Links the members, which list 0 and each other as linked, and forgets what was said. */
  ByHand linkedTo(long... numbers) {
    for (long number : numbers) {
      Member member = row(number).withLinks(others(number, numbers));
      hear(number, member);
      swim.linked(id(number));
    }
    run(400);
    forget();
    return this;
  }

  private static SortedSet<NodeId> others(long number, long... numbers) {
    long[] others =
        Arrays.stream(numbers).map(other -> other == number ? 0 : other).toArray();
    return Rows.ids(others);
  }

  ByHand forget() {
    drain();
    sent.clear();
    events.clear();
    return this;
  }

  ByHand run(long forMillis) {
    for (long end = millis + forMillis; millis < end; ) {
      millis += 50;
      swim.tick(nanos());
      drain();
    }
    return this;
  }

  void receive(long from, SwimMessage message) {
    swim.receive(id(from), message, nanos());
    drain();
  }

  /** Says a row on behalf of a member. */
  void hear(long from, Member member) {
    receive(from, new SwimMessage.Gossip(List.of(new Rumour(member, id(from)))));
  }

  void drain() {
    sent.addAll(swim.drainOutbox());
    events.addAll(swim.drainEvents());
  }

  List<MemberEvent> events() {
    return events;
  }

  long nanos() {
    return Duration.ofMillis(millis).toNanos();
  }

  Status statusOf(long number) {
    return swim.table().find(id(number)).orElseThrow().status();
  }

  <M extends SwimMessage> List<M> sent(Class<M> kind) {
    return sent.stream()
        .map(Envelope::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  <M extends SwimMessage> List<M> sentTo(long number, Class<M> kind) {
    return sent.stream()
        .filter(envelope -> envelope.to().equals(id(number)))
        .map(Envelope::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** Every row that was said to a member since the last {@link #forget}. */
  List<Member> toldTo(long number) {
    return sentTo(number, SwimMessage.class).stream()
        .flatMap(message -> message.rumours().stream())
        .map(Rumour::member)
        .toList();
  }
}
