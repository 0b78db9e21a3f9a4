// kith requests: who asks to be a contact.

import { hint } from '../program-name.js';
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
    group: 'People:',
    summary: 'list who asks to be your contact',
    example: 'requests --json',
    run: ({ options }) =>
      withNode(shell, options, async (client) => {
        const requests = await listRequests(client);
        const answers = `Answer with ${hint('approve 1')}, ${hint('decline 1')} or ${hint('block 1')}.`;
        const lines = requestLines(requests, shell);
        return { value: requests, lines: requests.length === 0 ? lines : [...lines, '', answers] };
      }),
  });
}

export function requestLines(
  requests: readonly RequestRow[],
  clock: Pick<Shell, 'now' | 'timeZone'>,
): string[] {
  if (requests.length === 0) return ['Nobody asks at the moment.'];
  return requests.flatMap((request, index) => [
    `${String(index + 1)}  ${safeLine(request.name)}, ${ago(request.receivedAt, clock)}`,
    ...describeRequest(request).map((line) => `   ${line}`),
  ]);
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
