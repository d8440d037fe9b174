package io.belay.notification.wire;

import io.belay.events.Delivery;
import io.belay.notification.domain.AttemptRef;
import io.belay.notification.domain.Channel;
import io.belay.notification.domain.MessageClass;
import io.belay.notification.domain.Outgoing;
import io.belay.notification.domain.Rendered;

/** Writes attempts for dispatchers, and reads them there. */
final class DeliveryRecords {
  private DeliveryRecords() {}

  static Delivery write(Outgoing.Delivery delivery) {
    var rendered = delivery.rendered();
    return Delivery.newBuilder()
        .setAttemptId(delivery.ref().id())
        .setMessageId(delivery.ref().messageId())
        .setCaseId(delivery.ref().caseId())
        .setCustomerId(delivery.ref().customerId())
        .setMessageType(delivery.messageType())
        .setMessageClass(delivery.messageClass().name())
        .setChannel(delivery.channel().name())
        .setAddress(delivery.address())
        .setLocale(rendered.locale())
        .setMarket(delivery.market())
        .setSubject(rendered.subject())
        .setText(rendered.text())
        .setHtml(rendered.html())
        .setDecidedAt(delivery.decidedAt())
        .setNotAfter(delivery.notAfter())
        .setTemplate(rendered.template())
        .setCode(rendered.code())
        .setFailedRoute(delivery.failedRoute())
        .build();
  }

  static Outgoing.Delivery read(Delivery delivery) {
    return new Outgoing.Delivery(
        new AttemptRef(
            delivery.getCustomerId(),
            delivery.getCaseId(),
            delivery.getMessageId(),
            OutcomeRecords.attemptNumber(delivery.getAttemptId())),
        delivery.getMessageType(),
        MessageClass.valueOf(delivery.getMessageClass()),
        Channel.valueOf(delivery.getChannel()),
        delivery.getAddress(),
        delivery.getMarket(),
        new Rendered(
            delivery.getLocale(),
            delivery.getSubject(),
            delivery.getText(),
            delivery.getHtml(),
            delivery.getTemplate(),
            delivery.getCode()),
        delivery.getDecidedAt(),
        delivery.getNotAfter(),
        delivery.getFailedRoute());
  }
}
