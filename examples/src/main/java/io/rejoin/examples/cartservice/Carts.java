package io.rejoin.examples.cartservice;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.japi.function.Function2;
import akka.pattern.StatusReply;
import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.akka.GridContext;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.value.Cart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The carts of the shop, for one node. The actor has no state of its own: what it is told goes into
 * the grid, where every node shows it. So it serves whether other nodes can be reached or not, and
 * there is nothing to recover when it starts again. The grid answers by messages; the actor waits
 * for none of them.
 */
public final class Carts {
  /** What the actor is told. */
  public sealed interface Command {}

  /** Changes a cart. The answer says what that did here, where it has taken effect already. */
  public sealed interface Change extends Command {
    /** The cart's key in the grid. */
    String cart();

    ActorRef<StatusReply<Receipt>> replyTo();

    Receipt to(Cart handle);
  }

  /** Puts so many more into a cart. */
  public record Add(String cart, String sku, long quantity, ActorRef<StatusReply<Receipt>> replyTo)
      implements Change {
    @Override
    public Receipt to(Cart handle) {
      return handle.add(sku, quantity);
    }
  }

  /** Corrects the quantity of a line. */
  public record SetQuantity(
      String cart, String sku, long quantity, ActorRef<StatusReply<Receipt>> replyTo)
      implements Change {
    @Override
    public Receipt to(Cart handle) {
      return handle.setQuantity(sku, quantity);
    }
  }

  /** Takes a line out. */
  public record Remove(String cart, String sku, ActorRef<StatusReply<Receipt>> replyTo)
      implements Change {
    @Override
    public Receipt to(Cart handle) {
      return handle.remove(sku);
    }
  }

  /** Makes an order of what is in the cart. */
  public record Checkout(String cart, String order, ActorRef<StatusReply<Receipt>> replyTo)
      implements Change {
    @Override
    public Receipt to(Cart handle) {
      return handle.checkout(order);
    }
  }

  /** Asks what is in a cart, as this node knows it. */
  public record Show(String cart, ActorRef<StatusReply<Cart.Contents>> replyTo)
      implements Command {}

  /** Asks who holds a change, once enough nodes do or the time is over. */
  public record Confirm(
      Receipt receipt, Level level, Duration timeout, ActorRef<StatusReply<Confirmation>> replyTo)
      implements Command {}

  /** The grid has answered, for somebody who asked. */
  private record Answered<T>(ActorRef<StatusReply<T>> replyTo, StatusReply<T> answer)
      implements Command {
    static <T> Function2<@Nullable T, @Nullable Throwable, Command> to(
        ActorRef<StatusReply<T>> replyTo) {
      return (value, failure) -> new Answered<>(
          replyTo, failure == null ? StatusReply.success(value) : StatusReply.error(failure));
    }

    void send() {
      replyTo.tell(answer);
    }
  }

  private final GridContext<Command> grid;

  private Carts(GridContext<Command> grid) {
    this.grid = grid;
  }

  public static Behavior<Command> create() {
    return Behaviors.setup(
        context -> new Carts(RejoinGrid.get(context.getSystem()).in(context)).behavior());
  }

  private Behavior<Command> behavior() {
    return Behaviors.receive(Command.class)
        .onMessage(Change.class, this::change)
        .onMessage(Show.class, this::show)
        .onMessage(Confirm.class, this::confirm)
        .onMessage(Answered.class, this::answered)
        .build();
  }

  private Behavior<Command> change(Change change) {
    grid.ask(cart(change.cart()), change::to, Answered.to(change.replyTo()));
    return Behaviors.same();
  }

  private Behavior<Command> show(Show show) {
    grid.ask(cart(show.cart()), Cart::value, Answered.to(show.replyTo()));
    return Behaviors.same();
  }

  private Behavior<Command> confirm(Confirm confirm) {
    grid.confirm(
        confirm.receipt(), confirm.level(), confirm.timeout(), Answered.to(confirm.replyTo()));
    return Behaviors.same();
  }

  private Behavior<Command> answered(Answered<?> answered) {
    answered.send();
    return Behaviors.same();
  }

  private Cart cart(String key) {
    return grid.grid().cart(key);
  }
}
