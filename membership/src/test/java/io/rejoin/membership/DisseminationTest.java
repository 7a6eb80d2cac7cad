package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static io.rejoin.membership.Rows.ids;
import static io.rejoin.membership.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.SwimMessage.Gossip;
import io.rejoin.membership.SwimMessage.Ping;
import io.rejoin.membership.SwimMessage.Rumour;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SWIM §4.1: infection-style dissemination. */
class DisseminationTest {
  private final SwimConfig config = SwimConfig.lan();
  private final Neighbourhood around = new Neighbourhood(row(0));
  private final Dissemination news = new Dissemination(config, around, new SplittableRandom(1));

  @BeforeEach
  void twentyWellLinkedNeighbours() {
    for (int i = 1; i <= 20; i++) {
      around.table().join(row(i).withLinks(ids(0, 1, 2, 3)));
      around.link(id(i));
    }
  }

  /** Each update is sent about lambda·log(n) times. */
  @Test
  void newsIsSentALogarithmicNumberOfTimes() {
    news.spread(rumour(50));
    int sent = 0;
    for (int i = 0; i < 100; i++) {
      news.ping(id(1 + i % 20));
      sent += drained();
    }
    assertEquals(config.transmissions(21), sent);
    assertEquals(4 * 2, sent);
  }

  /** What was sent least often goes first. */
  @Test
  void theYoungestNewsGoesFirst() {
    for (int i = 50; i < 90; i++) {
      news.spread(rumour(i));
    }
    news.ping(id(1));
    news.drain();
    news.spread(rumour(99));
    news.ping(id(2));
    Ping ping = (Ping) news.drain().get(0).message();
    assertEquals(id(99), ping.rumours().get(0).member().id());
  }

  @Test
  void messagesAreBounded() {
    for (int i = 50; i < 90; i++) {
      news.spread(rumour(i));
    }
    news.ping(id(1));
    Ping ping = (Ping) news.drain().get(0).message();
    assertTrue(ping.rumours().size() > 5);
    assertTrue(SwimCodecTest.write(ping).length() <= config.piggybackBytes() + 10);
  }

  @Test
  void laterNewsOfAMemberReplacesEarlierNews() {
    news.spread(rumour(50));
    news.spread(new Rumour(row(50, 3, Status.DEAD), id(1)));
    news.ping(id(2));
    Ping ping = (Ping) news.drain().get(0).message();
    assertEquals(List.of(new Rumour(row(50, 3, Status.DEAD), id(1))), ping.rumours());
  }

  /** A spoke hears nothing but what its hub tells it. */
  @Test
  void neighboursWithFewLinksAreAllTold() {
    for (int i = 1; i <= 20; i++) {
      around.table().join(row(i, 1, Status.ALIVE).withLinks(ids(0)));
    }
    news.spread(rumour(50));
    SortedSet<NodeId> told = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      news.round();
      news.drain().forEach(envelope -> told.add(envelope.to()));
    }
    assertEquals(around.links(), told);
  }

  @Test
  void anOutboxThatNobodyDrainsIsBounded() {
    for (int i = 0; i < 2 * Dissemination.MAX_OUTBOX; i++) {
      news.ping(id(1));
    }
    assertEquals(Dissemination.MAX_OUTBOX, news.drain().size());
  }

  @Test
  void nothingIsSentToWhoIsNotLinked() {
    news.spread(rumour(50));
    news.ping(id(77));
    assertEquals(List.of(), news.drain());
  }

  @Test
  void aRoundWithoutNewsIsSilent() {
    news.round();
    assertEquals(List.of(), news.drain());
  }

  private int drained() {
    int rumours = 0;
    for (Envelope envelope : news.drain()) {
      rumours += envelope.message().rumours().size();
      assertTrue(!(envelope.message() instanceof Gossip));
    }
    return rumours;
  }

  private static Rumour rumour(long number) {
    return new Rumour(row(number), id(number));
  }
}
