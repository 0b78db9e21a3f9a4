// What the measurements of a wide circle say.

import {
  type CircleMeasured,
  CONNECTS,
  CONTACTS,
  FEW,
  type Latencies,
  MESSAGES,
  SLOW_CLIENTS,
} from './circle-measured.js';
import { type Figure, percentile } from './figure.js';

/** With all links up and the slow clients beside them. */
const MOST_MIB = 400;

export function circleFigures(measured: CircleMeasured): Figure[] {
  return [...linkFigures(measured), ...messageFigures(measured), ...crowdFigures(measured)];
}

function linkFigures({ bare, linkKibibytes, linksPerSecond, approvedPerSecond }: CircleMeasured): Figure[] {
  return [
    {
      name: 'resident memory per idle link',
      value: linkKibibytes,
      unit: 'KiB',
      aim: { relation: '<', value: 100 },
      note:
        `VmRSS of the node with ${CONTACTS} links up, less what it had before them with the same ${CONTACTS} contacts, each once ` +
        'it stood still, divided by their number. What the handshakes left behind uncollected counts.',
    },
    { name: 'resident memory per bare WebSocket over TLS', value: bare.kibibytesEach, unit: 'KiB' },
    {
      name: 'handshakes, 32 at a time',
      value: linksPerSecond,
      unit: '/s',
      note: 'TCP, TLS, WebSocket, Noise, both signatures and marks that agree; this process, which plays all of them, shares the cores.',
    },
    { name: 'bare WebSockets over TLS, 32 at a time', value: bare.perSecond, unit: '/s' },
    {
      name: 'requests approved, 32 at a time',
      value: approvedPerSecond,
      unit: '/s',
      note: 'from the first handshake of a stranger until it has read the profile in the new session.',
    },
  ];
}

function messageFigures({ few, all }: CircleMeasured): Figure[] {
  const note =
    `${MESSAGES.count} messages, ${MESSAGES.perSecond}/s, each with another contact. To the node: until the contact has the ` +
    'acknowledgement of the commit; to a contact: from sendMessage until it has decrypted. Contacts are not linked with each other: ' +
    'both ends of a message are the node and one of them.';
  return [
    ...ofLatencies(`${CONTACTS} links up`, all).map((figure) => ({ ...figure, note })),
    ...ofLatencies(`${FEW} links up`, few),
  ];
}

function ofLatencies(when: string, { toNode, toContact }: Latencies): Figure[] {
  return [
    { name: `message to the node, p50, ${when}`, value: percentile(toNode, 0.5), unit: 'ms' },
    { name: `message to the node, p99, ${when}`, value: percentile(toNode, 0.99), unit: 'ms' },
    { name: `message to a contact, p50, ${when}`, value: percentile(toContact, 0.5), unit: 'ms' },
    { name: `message to a contact, p99, ${when}`, value: percentile(toContact, 0.99), unit: 'ms' },
  ];
}

function crowdFigures({ crowd, connectsMs }: CircleMeasured): Figure[] {
  const { told } = crowd;
  return [
    {
      name: `a contact connects beside ${SLOW_CLIENTS} slow clients, p99`,
      value: percentile(crowd.connectsMs, 0.99),
      unit: 'ms',
      aim: { relation: '<', value: 1_000 },
      note:
        `${CONNECTS} connects. The crowd dribbles TLS, headers, frames and one-byte fragments or opens a WebSocket and is silent, each from ` +
        `its own address and again a second after it was refused or cut: ${told.tries} tries, at most ${told.mostAtOnce} let be at once.`,
    },
    { name: 'the same, p50', value: percentile(crowd.connectsMs, 0.5), unit: 'ms' },
    { name: 'a contact connects without them, p99', value: percentile(connectsMs, 0.99), unit: 'ms' },
    { name: 'a contact connects without them, p50', value: percentile(connectsMs, 0.5), unit: 'ms' },
    {
      name: 'resident memory of the node beside them, at most',
      value: crowd.mostMiB,
      unit: 'MiB',
      aim: { relation: '<', value: MOST_MIB },
      note: `${crowd.beforeMiB.toFixed(0)} MiB before they came, with ${CONTACTS} links up.`,
    },
    ...ofLatencies(`beside ${SLOW_CLIENTS} slow clients`, crowd.messages),
    {
      name: 'strangers with good manners let in beside them',
      value: crowd.newcomersLetIn * 100,
      unit: '%',
      note: 'places are kept for contacts; who is not known yet has to try again.',
    },
  ];
}
