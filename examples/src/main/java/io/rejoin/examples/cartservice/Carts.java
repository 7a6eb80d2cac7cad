package io.rejoin.examples.cartservice;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import io.rejoin.Confirmation;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.grid.Grid;
import io.rejoin.value.Cart;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The carts, as an actor of each node. It has no state of its own: what it is told goes into the
 * grid, where every node shows it. So it answers whether other nodes can be reached or not, and
 * there is nothing to recover when it starts again.
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

  /** An answer of the grid came, to be passed on. */
  private record Answered<T>(ActorRef<StatusReply<T>> replyTo, StatusReply<T> answer)
      implements Command {
    void send() {
      replyTo.tell(answer);
    }
  }

  private final ActorContext<Command> context;
  private final Grid grid;

  private Carts(ActorContext<Command> context) {
    this.context = context;
    grid = RejoinGrid.get(context.getSystem()).grid();
  }

  public static Behavior<Command> create() {
    return Behaviors.setup(context -> new Carts(context).behavior());
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
    change.replyTo().tell(answer(() -> change.to(grid.cart(change.cart()))));
    return Behaviors.same();
  }

  private Behavior<Command> show(Show show) {
    show.replyTo().tell(answer(() -> grid.cart(show.cart()).value()));
    return Behaviors.same();
  }

  /** Other nodes take their time, and the next shopper must not wait for it. */
  private Behavior<Command> confirm(Confirm confirm) {
    context.pipeToSelf(
        confirm.receipt().confirmation(confirm.level(), confirm.timeout()),
        (confirmation, failure) -> new Answered<>(
            confirm.replyTo(),
            failure == null ? StatusReply.success(confirmation) : StatusReply.error(failure)));
    return Behaviors.same();
  }

  private Behavior<Command> answered(Answered<?> answered) {
    answered.send();
    return Behaviors.same();
  }

  private static <T> StatusReply<T> answer(Supplier<T> work) {
    try {
      return StatusReply.success(work.get());
    } catch (GridException | IllegalArgumentException e) {
      return StatusReply.error(e);
    }
  }
}
