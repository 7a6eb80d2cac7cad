package io.rejoin.akka;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the transport may use in an ActorSystem.
 *
 * @param system the ActorSystem's name, which addresses without one are taken to have
 * @param endpoint name of the actor
 * @param window bytes under way and waiting on one link
 * @param maxFrame bytes of the largest frame
 * @param seeds where other nodes may be, without this one
 */
record AkkaSettings(String system, String endpoint, long window, int maxFrame, List<String> seeds) {
  static final String ENDPOINT = "rejoin";

  /** Bytes of a frame that every endpoint takes. */
  static final int LEAST_FRAME = 32 * 1_024;

  private static final int MOST_FRAME = 256 * 1_024;

  private static final String SCHEME = "akka://";
  private static final String MAX_FRAME = "akka.remote.artery.advanced.maximum-frame-size";

  /** What remoting adds to a message: recipient, serializer, and whatever instruments add. */
  private static final int HEADROOM = 8 * 1_024;

  AkkaSettings {
    if (maxFrame < LEAST_FRAME) {
      throw new IllegalArgumentException(MAX_FRAME + " is too small for the grid: give it 64 KiB");
    }
    if (window < 2L * maxFrame) {
      throw new IllegalArgumentException(
          "rejoin.akka.window must hold two frames of " + maxFrame + " bytes");
    }
    for (String seed : seeds) {
      if (parsed(system, seed).isEmpty()) {
        throw new IllegalArgumentException(
            "'" + seed + "' in rejoin.akka.peers must be akka://system@host:port or host:port");
      }
    }
  }

  static AkkaSettings of(ActorSystem<?> system, String endpoint) {
    Config config = system.settings().config();
    return new AkkaSettings(
        system.name(),
        endpoint,
        config.getBytes("rejoin.akka.window"),
        (int) Math.min(config.getBytes(MAX_FRAME), MOST_FRAME) - HEADROOM,
        seeds(system, config));
  }

  private static List<String> seeds(ActorSystem<?> system, Config config) {
    Set<String> seeds = new LinkedHashSet<>(config.getStringList("rejoin.akka.peers"));
    seeds.addAll(config.getStringList("akka.cluster.seed-nodes"));
    for (Member member : Cluster.get(system).state().getMembers()) {
      seeds.add(member.address().toString());
    }
    seeds.remove(system.address().toString());
    return List.copyOf(seeds);
  }

  /** Where the endpoint is in every ActorSystem. */
  String path() {
    return "/system/" + endpoint;
  }

  /** The ActorSystem that a person, a member of the cluster or a member of the grid speaks of. */
  Optional<Address> parsed(String text) {
    return parsed(system, text);
  }

  private static Optional<Address> parsed(String system, String text) {
    String uri = text.startsWith(SCHEME) ? text : SCHEME + system + "@" + text;
    scala.Option<Address> address = AddressFromURIString.unapply(uri);
    return address.isDefined() && address.get().getPort().isPresent()
        ? Optional.of(address.get())
        : Optional.empty();
  }
}
