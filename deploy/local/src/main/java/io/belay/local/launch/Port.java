package io.belay.local.launch;

import java.util.EnumMap;
import java.util.Map;

/**
 * The loopback ports of the platform: what listens there, where by default, and the flag to move
 * it.
 */
public enum Port {
  BROKER("the broker", 9092, "--broker-port"),
  REGISTRY("the registry", 8080, "--registry-port"),
  INTAKE("intake", 8081, "--intake-port"),
  ESCALATION("escalation", 8082, "--escalation-port"),
  NOTIFICATION("notification", 8083, "--notification-port"),
  SMS("the SMS centre", 2775, "--sms-port"),
  MAIL("the mail server", 3025, "--mail-port"),
  VIEWER("the message viewer", 8025, "--viewer-port");

  private final String owner;
  private final int usual;
  private final String flag;

  Port(String owner, int usual, String flag) {
    this.owner = owner;
    this.usual = usual;
    this.flag = flag;
  }

  String owner() {
    return owner;
  }

  int usual() {
    return usual;
  }

  String flag() {
    return flag;
  }

  static Map<Port, Integer> usualOnes() {
    var ports = new EnumMap<Port, Integer>(Port.class);
    for (var port : values()) {
      ports.put(port, port.usual);
    }
    return ports;
  }
}
