// An SMS centre on npm's smpp, which is not our code: answers with hexadecimal ids, sends receipts
// with decimal ones. Told how to behave by JSON lines on standard input; says what it saw by JSON
// lines on standard output; ends when standard input does. First line out: {"port": N}.
'use strict';
const path = require('path');
const readline = require('readline');
const smpp = require(path.join(process.argv[2], 'node_modules', 'smpp'));

// status: command status of every answer · throttleFirst: so many submits are too fast, after passFirst of them were
// not · ackMillis: the answer comes so late · holdAnswers: it comes with `flush` · receipts: none,
// before (the answer), after, elsewhere (after, on the session that was opened last beside it), reversed (held until `flush`, then sent last first) · tlv: whether a
// receipt carries the id as TLV, in the answer's form · by: the command of a receipt, deliver_sm or
// data_sm, which has TLVs alone · cut: the next submit is read, never
// answered, and the connection is cut
let behaviour = { status: 0, throttleFirst: 0, passFirst: 0, ackMillis: 0, holdAnswers: false, receipts: 'after', state: 'DELIVRD', tlv: false, by: 'deliver_sm', cut: false };
let lastId = 0xab00;
let sessions = 0;
const open = new Set();
const held = [];

// octets as they came, not the library's reading of them
delete smpp.commands.submit_sm.params.short_message.filter;
delete smpp.commands.submit_sm.params.validity_period.filter;

function say(what) {
  process.stdout.write(JSON.stringify(what) + '\n');
}

function receipt(session, pdu, id) {
  const decimal = String(id).padStart(10, '0');
  const message = `id:${decimal} sub:001 dlvrd:001 submit date:2611251200 done date:2611251201 stat:${behaviour.state} err:000 text:`;
  const deliver = {
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
    short_message: { message: Buffer.from(message, 'latin1') },
  };
  if (behaviour.tlv) deliver.receipted_message_id = id.toString(16);
  if (behaviour.by === 'data_sm') {
    delete deliver.short_message;
    deliver.message_state = 2;
  }
  session[behaviour.by](deliver, (answer) => say({ receiptAnswered: answer.command_status }));
}

function submitted(session, pdu) {
  const id = ++lastId;
  say({
    submit: {
      client: session.client, session: session.number, from: pdu.source_addr, fromTon: pdu.source_addr_ton, to: pdu.destination_addr,
      esmClass: pdu.esm_class, dataCoding: pdu.data_coding, validity: pdu.validity_period,
      priority: pdu.priority_flag, registered: pdu.registered_delivery,
      octets: pdu.short_message.toString('hex'), id: id.toString(16),
    },
  });
  if (behaviour.cut) {
    behaviour.cut = false;
    session.destroy();
    return;
  }
  const passes = behaviour.passFirst > 0 || behaviour.throttleFirst === 0;
  const status = passes ? behaviour.status : 0x58;
  if (behaviour.passFirst > 0) behaviour.passFirst--;
  else if (behaviour.throttleFirst > 0) behaviour.throttleFirst--;
  const wants = status === 0 && pdu.registered_delivery;
  if (wants && behaviour.receipts === 'before') receipt(session, pdu, id);
  const answer = () => {
    session.send(pdu.response({ command_status: status, message_id: status ? '' : id.toString(16).toUpperCase() }));
    if (wants && behaviour.receipts === 'after') receipt(session, pdu, id);
    if (wants && behaviour.receipts === 'elsewhere') receipt([...open].reverse().find((other) => other !== session), pdu, id);
    if (wants && behaviour.receipts === 'reversed') held.unshift(() => receipt(session, pdu, id));
  };
  if (behaviour.holdAnswers) held.push(answer);
  else if (behaviour.ackMillis || behaviour.receipts === 'before') setTimeout(answer, behaviour.ackMillis + 20);
  else answer();
}

const server = smpp.createServer((session) => {
  session.number = ++sessions;
  open.add(session);
  session.on('close', () => open.delete(session));
  session.socket.setNoDelay(true);
  session.on('error', () => session.destroy());
  for (const bind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
    session.on(bind, (pdu) => {
      session.client = pdu.system_id;
      say({ bound: pdu.system_id });
      session.send(pdu.response({ system_id: 'node' }));
    });
  }
  session.on('unbind', (pdu) => session.send(pdu.response(), () => session.close()));
  session.on('enquire_link', (pdu) => {
    say({ enquired: true });
    session.send(pdu.response());
  });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
});

server.listen(Number(process.argv[3] || 0), '127.0.0.1', () => say({ port: server.address().port }));

readline.createInterface({ input: process.stdin })
  .on('line', (line) => {
    const told = JSON.parse(line);
    if (told.flush) held.splice(0).forEach((send) => send());
    else behaviour = Object.assign(behaviour, told);
    say({ told: true });
  })
  .on('close', () => process.exit(0));
