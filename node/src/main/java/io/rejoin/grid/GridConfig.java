package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.Limits;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.membership.NodeId;
import io.rejoin.node.config.ConfigFile;
import io.rejoin.node.config.HostAndPort;
import io.rejoin.node.config.InvalidSetting;
import io.rejoin.node.config.Keys;
import io.rejoin.node.config.Setting;
import io.rejoin.node.config.Settings;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.packing.Compression;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.loop.NodePlan;
import io.rejoin.node.tcp.TcpConfig;
import io.rejoin.node.tcp.TcpTransport;
import io.rejoin.node.transport.TransportProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a node takes part in a grid. Immutable: every method that sets something gives a new one.
 * What a file may say can also be said in code, and passes through the same checks.
 *
 * <p>Everything has a default: {@code GridConfig.named("shop")} is a grid of one node that listens
 * at 127.0.0.1:7600.
 */
public final class GridConfig {
  private static final String FILE = "rejoin.conf";
  private static final String MEMORY = "memory";
  private static final int FIRST_USER_TYPE = 1_000;

  private final Settings settings;
  private final Catalogue catalogue;
  private final Optional<TransportProvider> transport;

  private GridConfig(
      Settings settings, Catalogue catalogue, Optional<TransportProvider> transport) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.transport = transport;
  }

  /** The defaults for a grid of this name. Nodes of other grids are refused. */
  public static GridConfig named(String grid) {
    return parsed(() -> Settings.NONE).set(Keys.GRID_NAME, grid);
  }

  /**
   * What {@code rejoin.conf} says: the one in the working directory, else the one on the class
   * path, else the defaults.
   *
   * @throws GridException.InvalidConfiguration naming file, line and nearest known key
   */
  public static GridConfig load() {
    Path file = Path.of(FILE);
    if (Files.exists(file)) {
      return parse(file);
    }
    return parsed(() -> ConfigFile.readResource(FILE).orElse(Settings.NONE));
  }

  /**
   * What a HOCON file says.
   *
   * @throws GridException.InvalidConfiguration naming file, line and nearest known key
   */
  public static GridConfig parse(Path file) {
    return parsed(() -> ConfigFile.read(file));
  }

  /** What a HOCON text says; {@code name} stands for the file in messages. */
  public static GridConfig parse(String name, String hocon) {
    return parsed(() -> ConfigFile.read(name, hocon));
  }

  /** Sets any key by its name in a file, with or without {@code rejoin.} in front. */
  public GridConfig with(String key, Object value) {
    return changed(() -> settings.with(key, value));
  }

  /**
   * Also these types, with ids from 1,000 up. Only nodes that use them need them: others keep,
   * join, repair and pass on their entries like any.
   *
   * @throws IllegalArgumentException if an id is below 1,000, or an id or a name is taken
   */
  public GridConfig types(CrdtType<?>... types) {
    for (CrdtType<?> type : types) {
      if (type.id() < FIRST_USER_TYPE) {
        throw new IllegalArgumentException("the type " + type.name() + " has the id " + type.id()
            + "; ids below " + FIRST_USER_TYPE + " are reserved");
      }
    }
    return new GridConfig(settings, catalogue.with(List.of(types)), transport);
  }

  /**
   * Reaches others over this transport instead of TCP connections of its own: where to listen and
   * the limits of connections and frames are the transport's matter then.
   */
  public GridConfig transport(TransportProvider provider) {
    return new GridConfig(settings, catalogue, Optional.of(provider));
  }

  /** The types that the node will know. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** What people call this node; by default {@code node-} and some digits of its id. */
  public GridConfig node(String name) {
    return set(Keys.NODE_NAME, name);
  }

  /** The failure domain in which this node stands. */
  public GridConfig site(String site) {
    return set(Keys.NODE_SITE, site);
  }

  /** A secret that all nodes of the grid share; nodes with another are refused. */
  public GridConfig secret(String secret) {
    return set(Keys.GRID_SECRET, secret);
  }

  /** Where to accept connections, {@code host:port}; port 0 takes a free one. */
  public GridConfig listen(String address) {
    return set(Keys.LISTEN, address);
  }

  /** Accepts no connection; this node reaches others and serves them over what it dialled. */
  public GridConfig outboundOnly() {
    return set(Keys.LISTEN, "");
  }

  /** Where others reach this node, if that is not where it listens. */
  public GridConfig advertise(String address) {
    return set(Keys.ADVERTISE, address);
  }

  /** Nodes to dial first, {@code host:port}. */
  public GridConfig seeds(String... addresses) {
    return set(Keys.SEEDS, List.of(addresses));
  }

  /** Timing for {@code lan}, {@code wan} or {@code simulation}. */
  public GridConfig preset(String preset) {
    return set(Keys.PRESET, preset);
  }

  /**
   * On which links frames are compressed, if the other side can: {@code auto}, those to other
   * sites, {@code all} or {@code off}.
   */
  public GridConfig compression(String where) {
    return set(Keys.COMPRESSION, where);
  }

  /**
   * How many bytes this node sends to each other one in a second at most, 0 for as many as the
   * network takes. Deltas and repair wait; membership and clocks do not.
   */
  public GridConfig bytesPerSecond(int most) {
    return set(Keys.BYTES_PER_SECOND, most);
  }

  /**
   * How many sessions this node begins at one time in all shards of buckets with a number of
   * copies. Fewer make moves slower, and leave more to others.
   */
  public GridConfig shardSessions(int most) {
    return set(Keys.SHARD_SESSIONS, most);
  }

  /** Whether {@link Grid#cut} may cut this node off from others, to rehearse a failure. */
  public GridConfig allowDrill(boolean allowed) {
    return set(Keys.DRILL_ALLOWED, allowed);
  }

  /**
   * Where the node keeps its entries and its identity; without it, or with {@code memory}, it keeps
   * them in memory only and is refilled by its peers. It takes a store on the class path, such as
   * {@code rejoin-node-rocksdb}.
   */
  public GridConfig data(Path directory) {
    return set(Keys.DATA_DIR, directory.toString());
  }

  /** The same directory unless something was said about it. */
  public GridConfig dataUnlessSaid(Path directory) {
    return settings.get(Keys.DATA_DIR).isPresent() ? this : data(directory);
  }

  /** Where the runnable node serves HTTP; an embedded one does not. */
  public GridConfig http(String address) {
    return set(Keys.HTTP_LISTEN, address);
  }

  /** The grid's name. */
  public String grid() {
    return settings.get(Keys.GRID_NAME);
  }

  public String site() {
    return settings.get(Keys.NODE_SITE);
  }

  /** The node's name, if one was given. */
  public Optional<String> node() {
    return settings.get(Keys.NODE_NAME);
  }

  /** The node's durable identity in hexadecimal digits, if one was given. */
  public Optional<String> id() {
    return settings.get(Keys.NODE_ID);
  }

  public Optional<String> secret() {
    return settings.get(Keys.GRID_SECRET);
  }

  /** Where to accept connections; empty for a node that only dials. */
  public Optional<String> listen() {
    return settings.get(Keys.LISTEN);
  }

  public Optional<String> advertise() {
    return settings.get(Keys.ADVERTISE);
  }

  /** The nodes to dial first. */
  public List<String> seedAddresses() {
    return settings.get(Keys.SEEDS);
  }

  public String preset() {
    return settings.get(Keys.PRESET);
  }

  public String compression() {
    return settings.get(Keys.COMPRESSION);
  }

  public int bytesPerSecond() {
    return settings.get(Keys.BYTES_PER_SECOND);
  }

  public int shardSessions() {
    return settings.get(Keys.SHARD_SESSIONS);
  }

  public int shards() {
    return settings.get(Keys.SHARDS);
  }

  /** Where the node keeps its data; empty if in memory only. */
  public Optional<Path> data() {
    return settings.get(Keys.DATA_DIR).filter(text -> !text.equals(MEMORY)).map(Path::of);
  }

  /** What is kept of which entries. */
  public Buckets buckets() {
    return settings.buckets();
  }

  public Limits limits() {
    return Limits.of(settings);
  }

  public boolean drillAllowed() {
    return settings.get(Keys.DRILL_ALLOWED);
  }

  /** Where the runnable node serves HTTP. */
  public Optional<String> http() {
    return settings.get(Keys.HTTP_LISTEN);
  }

  /** For how long a node asks others for an entry that it does not keep. */
  public Duration fetchTimeout() {
    return settings.get(Keys.FETCH_TIMEOUT);
  }

  /** What all nodes of the grid must agree on. */
  public GridIdentity identity() {
    return new GridIdentity(grid(), Bytes.utf8(secret().orElse("")), shards());
  }

  NodePlan plan() {
    Limits limits = limits();
    return new NodePlan(
        identity(),
        node(),
        site(),
        id().map(NodeId::parse),
        transport.orElseGet(() -> TcpTransport.provider(tcp(limits))),
        advertise(),
        seedAddresses(),
        preset(),
        Compression.valueOf(compression().toUpperCase(Locale.ROOT)),
        bytesPerSecond(),
        shardSessions(),
        kept(),
        limits.waits(),
        limits.items());
  }

  private TcpConfig tcp(Limits limits) {
    return TcpConfig.listeningAt(listen().map(HostAndPort::parse))
        .bounded(limits.frameBytes(), limits.connections());
  }

  private NodePlan.Data kept() {
    try {
      return new NodePlan.Data(data(), settings.get(Keys.DATA_SYNC_INTERVAL), buckets());
    } catch (IllegalArgumentException contradiction) {
      throw new GridException.InvalidConfiguration(
          String.valueOf(contradiction.getMessage()), contradiction);
    }
  }

  private <T> GridConfig set(Setting<T> setting, Object value) {
    return changed(() -> settings.with(setting, value));
  }

  private interface Source {
    Settings settings() throws InvalidSetting;
  }

  private static GridConfig parsed(Source source) {
    return new GridConfig(checked(source), StandardTypes.catalogue(), Optional.empty());
  }

  private GridConfig changed(Source source) {
    return new GridConfig(checked(source), catalogue, transport);
  }

  private static Settings checked(Source source) {
    try {
      return source.settings();
    } catch (InvalidSetting invalid) {
      throw new GridException.InvalidConfiguration(String.valueOf(invalid.getMessage()), invalid);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GridConfig config
        && settings.equals(config.settings)
        && transport.equals(config.transport)
        && catalogue.types().equals(config.catalogue.types());
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** What was set, without the secret. */
  @Override
  public String toString() {
    return "GridConfig" + settings;
  }
}
