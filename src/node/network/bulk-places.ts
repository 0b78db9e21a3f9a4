// Where files of a contact are fetched from and brought to: literal addresses, so that no name is asked for again and answers
// differently than it did for the link.

import type { BulkPlace } from '../../adapters/http/pinned-connection.js';
import type { Bytes } from '../../base/bytes.js';
import { parseHostPort } from '../../base/host-port.js';
import type { RecordAddress } from '../../protocol/record-codec.js';
import { statedPlaces } from './learned-address.js';

export interface LinkPlaces {
  /** `host:port` the link was dialled at; null when the contact called. */
  readonly dialled: string | null;
  /** The address at the other end of the link. */
  readonly remoteIp: string;
  /** What the other end of the link showed; undefined when it called. */
  readonly tlsKeyHash: Bytes | undefined;
  /** What the contact's record says. */
  readonly stated: readonly RecordAddress[];
  /** As `LinkLayerDeps`. */
  readonly isOwnNetwork: (ip: string) => boolean;
}

/** Where the link was dialled comes first: it works from here. What the record states leads out, not in. */
export function bulkPlaces(link: LinkPlaces): readonly BulkPlace[] {
  const { dialled, remoteIp, tlsKeyHash } = link;
  const direct = statedPlaces(link.stated, remoteIp, link.isOwnNetwork).flatMap(
    ({ host, port, tlsKeyHash: key }) => (key ? [{ host, ip: host, port, tlsKeyHash: key }] : []),
  );
  const place = dialled === null ? undefined : parseHostPort(dialled);
  if (!place || !tlsKeyHash) return direct;
  const isDialled = ({ ip, port }: BulkPlace) => ip === remoteIp && port === place.port;
  return [{ ...place, ip: remoteIp, tlsKeyHash }, ...direct.filter((other) => !isDialled(other))];
}
