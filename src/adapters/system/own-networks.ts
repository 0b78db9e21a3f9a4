// Which addresses of the internet are this machine's own, or of a network it stands in: no list of ranges knows them.

import { BlockList, isIP } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/**
 * Whether an IP literal is an address of this machine, or of an IPv6 network it stands in: the devices of a household have
 * addresses of the internet there. An IPv4 network of the internet is a data centre's, whose machines are strangers.
 */
export function isOwnNetwork(ip: string, interfaces: Interfaces = networkInterfaces()): boolean {
  const own = new BlockList();
  for (const { address, family, cidr } of Object.values(interfaces).flatMap((all) => all ?? [])) {
    const prefix = Number(cidr?.split('/')[1] ?? NaN);
    if (family === 'IPv4') own.addAddress(address, 'ipv4');
    else if (prefix > 0) own.addSubnet(address, prefix, 'ipv6');
    else own.addAddress(address, 'ipv6');
  }
  return own.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
}

export type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'cidr'>[] | undefined>
>;
