package io.rejoin.benchmarks.types;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;

/** Akka's serializer of replicated data, in an actor system without a network. */
final class AkkaSerializer implements AutoCloseable {
  private final ActorSystem system = ActorSystem.create(
      "benchmark",
      ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF }")
          .withFallback(ConfigFactory.load()));
  private final Serialization serialization = SerializationExtension.get(system);

  private SerializerWithStringManifest of(Class<?> type) throws NotSerializableException {
    return (SerializerWithStringManifest) serialization.serializerFor(type);
  }

  byte[] encode(Object data) throws NotSerializableException {
    return of(data.getClass()).toBinary(data);
  }

  String manifest(Object data) throws NotSerializableException {
    return of(data.getClass()).manifest(data);
  }

  Object decode(byte[] encoded, Class<?> type, String manifest) throws NotSerializableException {
    return of(type).fromBinary(encoded, manifest);
  }

  @Override
  public void close() {
    system.terminate();
  }
}
