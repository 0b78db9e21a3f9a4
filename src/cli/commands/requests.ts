// kith requests: who asks to be a contact.

import type { Command } from 'commander';
import type { RequestRow } from '../../contract/values.js';
import { groupsOfFive } from '../fingerprint.js';
import { addCommand } from '../program-options.js';
import { listRequests, withNode } from '../session.js';
import type { Shell } from '../shell.js';
import { safeLine } from '../terminal.js';
import { ago } from '../when.js';

export function addRequestsCommand(program: Command, shell: Shell): void {
  addCommand(program, shell, {
    syntax: 'requests',
    summary: 'list who asks to be your contact',
    example: 'kith requests --json',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const requests = await listRequests(client);
        return { value: requests, lines: requestLines(requests, shell) };
      }),
  });
}

export function requestLines(
  requests: readonly RequestRow[],
  clock: Pick<Shell, 'now' | 'timeZone'>,
): string[] {
  if (requests.length === 0) return ['Nobody asks at the moment.'];
  const listed = requests.flatMap((request, index) => [
    `${String(index + 1)}  ${safeLine(request.name)}, ${ago(request.receivedAt, clock)}`,
    ...describeRequest(request).map((line) => `   ${line}`),
  ]);
  return [...listed, '', 'Answer with `kith approve 1`, `kith decline 1` or `kith block 1`.'];
}

/** The digits, the note, where it came from and what it claims, safe to print. */
export function describeRequest(request: RequestRow): string[] {
  const { replaces } = request;
  const from = request.addresses.map(safeLine).join(', ') || safeLine(request.observedAddress ?? 'unknown');
  return [
    groupsOfFive(request.fingerprint),
    ...(request.note === '' ? [] : [`"${safeLine(request.note)}"`]),
    `from ${from}`,
    ...(replaces ? [replacement(safeLine(replaces.name), replaces.countersigned)] : []),
  ];
}

function replacement(name: string, isCountersigned: boolean): string {
  const proof = isCountersigned
    ? 'the old key confirms it'
    : 'the old key does not confirm it, so ask them by another way first';
  return `Claims to be ${name} with a new key; ${proof}.`;
}
