package io.rejoin.akka;

import akka.actor.ActorIdentity;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;

/**
 * The actor that stands for the node in its ActorSystem. It hands on what it hears, never waits and
 * has no state: that is the transport's, on the core's thread.
 */
final class Endpoint {
  /** Ends the actor. */
  static final Object STOP = new Object();

  /** Who is told, on a dispatcher's thread; never blocks. */
  interface Listener {
    void arrived(byte[] parcel);

    void identified(ActorIdentity answer);

    /** A member of the cluster can be reached, as far as that is known. */
    void present(Member member);

    void absent(Member member);
  }

  private Endpoint() {}

  static Behavior<Object> of(Listener listener) {
    Behavior<Object> behavior = Behaviors.setup(context -> {
      Cluster.get(context.getSystem()).subscriptions().tell(events(context));
      return Behaviors.receiveMessage(message -> heard(listener, message));
    });
    return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.resume());
  }

  private static Subscribe<ClusterEvent.ClusterDomainEvent> events(ActorContext<Object> context) {
    ActorRef<ClusterEvent.ClusterDomainEvent> self = context.getSelf().narrow();
    return Subscribe.create(self, ClusterEvent.ClusterDomainEvent.class);
  }

  private static Behavior<Object> heard(Listener listener, Object message) {
    if (message instanceof byte[] parcel) {
      listener.arrived(parcel);
    } else if (message instanceof ActorIdentity answer) {
      listener.identified(answer);
    } else if (message instanceof ClusterEvent.MemberUp up) {
      listener.present(up.member());
    } else if (message instanceof ClusterEvent.MemberWeaklyUp up) {
      listener.present(up.member());
    } else if (message instanceof ClusterEvent.ReachableMember reachable) {
      listener.present(reachable.member());
    } else if (message instanceof ClusterEvent.UnreachableMember unreachable) {
      listener.absent(unreachable.member());
    } else if (message instanceof ClusterEvent.MemberRemoved removed) {
      listener.absent(removed.member());
    } else if (message == STOP) {
      return Behaviors.stopped();
    }
    return Behaviors.same();
  }
}
