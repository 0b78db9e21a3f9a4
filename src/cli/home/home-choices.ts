// What a choice on the home screen does, one flow each; a failure is told and leads back.

import { AppError } from '../../base/app-error.js';
import type { ContractClient } from '../../contract/client.js';
import type { ContactRow, SelfValue } from '../../contract/values.js';
import { askLine } from '../ask.js';
import { turnPage } from '../chat/screen.js';
import { chatOnScreen } from '../chat/screen-chat.js';
import { addByTarget } from '../commands/add.js';
import { approve } from '../commands/approve.js';
import { identityLines } from '../commands/id.js';
import { requestLines } from '../commands/requests.js';
import { reportStatus } from '../commands/status.js';
import { findByNumberOrName } from '../find-contact.js';
import { foldedFor } from '../prose.js';
import { failureOf } from '../refusal.js';
import { listRequests } from '../session.js';
import { edgeOf, print, type Shell } from '../shell.js';
import { safeLine } from '../terminal.js';

interface Home {
  readonly shell: Shell;
  readonly client: ContractClient;
  readonly self: SelfValue;
  readonly people: readonly ContactRow[];
}

/** @throws AppError NODE_LOCKED, NODE_NOT_RUNNING: the home screen has nothing to show any more */
export async function runChoice(choice: string, home: Home): Promise<void> {
  try {
    const flow = FLOWS[choice.toLowerCase()];
    turnPage(home.shell);
    if (flow) await flow(home);
    else if (looksLikeTarget(choice)) await add(home, choice);
    else
      await chatOnScreen(home.client, {
        shell: home.shell,
        contact: findByNumberOrName(home.people, choice, 'contact'),
      });
  } catch (error) {
    if (AppError.is(error, 'NODE_LOCKED') || AppError.is(error, 'NODE_NOT_RUNNING')) throw error;
    say(home.shell, [failureOf(error).text]);
    await goBack(home.shell);
  }
}

const FLOWS: Readonly<Record<string, (home: Home) => Promise<void>>> = {
  a: async (home) => {
    await add(home, await askLine(home.shell, "Your friend's address (host:port) or link: "));
  },
  i: async ({ shell, self }) => {
    say(shell, [
      'Give this link to a friend, or let them scan it:',
      '',
      ...identityLines(self, edgeOf(shell.output)),
    ]);
    await goBack(shell);
  },
  r: answerRequest,
  s: async ({ shell, client }) => {
    say(shell, (await reportStatus(client, shell)).lines);
    await goBack(shell);
  },
};

async function add({ shell, client }: Home, target: string): Promise<void> {
  const name = await askLine(shell, 'What do you call them? (empty: the name they gave themselves) ');
  const { lines } = await addByTarget(shell, client, target, { name });
  say(shell, lines);
  await goBack(shell);
}

async function answerRequest({ shell, client }: Home): Promise<void> {
  const requests = await listRequests(client);
  say(shell, requestLines(requests, shell));
  if (requests.length === 0) {
    await goBack(shell);
    return;
  }
  const typed = await askLine(
    shell,
    'Number to accept, d and number to decline, b and number to block, Enter for later: ',
  );
  const [, verb = '', which = ''] = /^([db]?)\s*(.+)$/iu.exec(typed) ?? [];
  if (which === '') return;
  const request = findByNumberOrName(requests, which, 'request');
  if (verb === '') say(shell, (await approve(shell, client, request, {})).lines);
  else {
    const isDeclined = verb.toLowerCase() === 'd';
    await client.call(isDeclined ? 'declineRequest' : 'blockRequest', { requestId: request.id });
    say(shell, [`${safeLine(request.name)} was ${isDeclined ? 'declined' : 'blocked'} and is not told.`]);
  }
  await goBack(shell);
}

function say(shell: Shell, lines: readonly string[]): void {
  print(shell.output, foldedFor(shell.output, lines));
}

/** Ctrl+C goes back as well. */
async function goBack(shell: Shell): Promise<void> {
  await askLine(shell, '\nEnter to go back ').catch(() => undefined);
}

function looksLikeTarget(choice: string): boolean {
  return /kith:\/\/|:\d+$/u.test(choice);
}
