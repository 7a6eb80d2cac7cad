package io.rejoin.akka;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.ExtensionId;

/** Names {@link RejoinGrid} in {@code akka.actor.typed.extensions}. */
public final class RejoinGridId extends ExtensionId<RejoinGrid> {
  private static final RejoinGridId INSTANCE = new RejoinGridId();

  private RejoinGridId() {}

  public static RejoinGridId getInstance() {
    return INSTANCE;
  }

  @Override
  public RejoinGrid createExtension(ActorSystem<?> system) {
    return RejoinGrid.configured(system);
  }
}
