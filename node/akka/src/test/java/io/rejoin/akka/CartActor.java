package io.rejoin.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.rejoin.Receipt;
import io.rejoin.value.Cart;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actor that docs/AKKA.md shows. */
final class CartActor {
  sealed interface Message {}

  record Add(String sku, long quantity, ActorRef<Reply> replyTo) implements Message {}

  record Added(
      ActorRef<Reply> replyTo,
      @Nullable Receipt receipt,
      @Nullable Throwable failure) implements Message {}

  record Changed(Map<String, Long> lines) implements Message {}

  record Reply(boolean done) {}

  private CartActor() {}

  // AKKA actor
  static Behavior<Message> of(String shopper, ActorRef<Map<String, Long>> screen) {
    return Behaviors.setup(context -> {
      GridContext<Message> grid = RejoinGrid.get(context.getSystem()).in(context);
      Cart cart = grid.grid().cart("carts/" + shopper);
      grid.subscribe(cart, change -> new Changed(change.after().lines()));
      return Behaviors.receive(Message.class)
          .onMessage(Add.class, add -> {
            grid.ask(
                cart,
                it -> it.add(add.sku(), add.quantity()),
                (receipt, failure) -> new Added(add.replyTo(), receipt, failure));
            return Behaviors.same();
          })
          .onMessage(Added.class, added -> {
            added.replyTo().tell(new Reply(added.failure() == null));
            return Behaviors.same();
          })
          .onMessage(Changed.class, changed -> {
            screen.tell(changed.lines());
            return Behaviors.same();
          })
          .build();
    });
  }
  // AKKA end
}
