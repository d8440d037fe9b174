package io.belay.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may connect to a local broker, and how: anybody in the clear, or users with a password over
 * TLS who may do what they were granted and nothing else.
 */
public final class BrokerAccess {
  /** May do everything; grants the others what they may. */
  public static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";

  private final String brokerSettings;
  private final List<String> formatArguments;
  private final Map<String, Object> adminSettings;

  private BrokerAccess(
      String brokerSettings, List<String> formatArguments, Map<String, Object> adminSettings) {
    this.brokerSettings = brokerSettings;
    this.formatArguments = List.copyOf(formatArguments);
    this.adminSettings = Map.copyOf(adminSettings);
  }

  /** For a machine of one's own: nobody is asked who they are. */
  public static BrokerAccess open() {
    return new BrokerAccess(
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT\n",
        List.of(),
        Map.of());
  }

  /**
   * TLS and SCRAM for clients, mutual TLS for the controller, and what is not granted is refused.
   *
   * @param passwords by user, {@link #ADMIN} among them
   */
  public static BrokerAccess secured(LocalCertificate certificate, Map<String, String> passwords) {
    var format = new ArrayList<String>();
    passwords.forEach(
        (user, password) ->
            format.addAll(
                List.of(
                    "--add-scram",
                    "%s=[name=%s,password=%s]".formatted(MECHANISM, user, password))));
    return new BrokerAccess(
        """
        listener.security.protocol.map=CONTROLLER:SSL,CLIENTS:SASL_SSL
        sasl.enabled.mechanisms=%1$s
        sasl.mechanism.inter.broker.protocol=%1$s
        listener.name.clients.scram-sha-512.sasl.jaas.config=%2$s
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%3$s
        ssl.keystore.password=%5$s
        ssl.key.password=%5$s
        ssl.truststore.type=PKCS12
        ssl.truststore.location=%4$s
        ssl.truststore.password=%5$s
        listener.name.controller.ssl.client.auth=required
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        allow.everyone.if.no.acl.found=false
        super.users=User:%6$s;User:CN=broker
        """
            .formatted(
                MECHANISM,
                login(ADMIN, passwords),
                certificate.keyStore(),
                certificate.trustStore(),
                certificate.password(),
                ADMIN),
        format,
        client(certificate, ADMIN, passwords));
  }

  /** Settings of a Kafka client that connects as a user. */
  public static Map<String, Object> client(
      LocalCertificate certificate, String user, Map<String, String> passwords) {
    return new LinkedHashMap<>(
        Map.of(
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            MECHANISM,
            "sasl.jaas.config",
            login(user, passwords),
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            certificate.certificate().toString()));
  }

  String brokerSettings() {
    return brokerSettings;
  }

  List<String> formatArguments() {
    return formatArguments;
  }

  Map<String, Object> adminSettings() {
    return adminSettings;
  }

  private static String login(String user, Map<String, String> passwords) {
    var password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException("Expected a password of '" + user + "', but has none");
    }
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }
}
