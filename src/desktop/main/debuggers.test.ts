import type { CommandLine } from 'electron';
import { describe, expect, it } from 'vitest';
import { refuseDebuggers } from './debuggers.js';

function removedFrom(isPackaged: boolean): readonly string[] {
  const removed: string[] = [];
  const commandLine: Pick<CommandLine, 'removeSwitch'> = { removeSwitch: (name) => removed.push(name) };
  refuseDebuggers({ isPackaged, commandLine: commandLine as CommandLine });
  return removed;
}

describe('a debugger', () => {
  it('has no port and no pipe to a packaged app', () => {
    expect(removedFrom(true)).toEqual(['remote-debugging-port', 'remote-debugging-pipe']);
  });

  it('reaches a working copy', () => {
    expect(removedFrom(false)).toEqual([]);
  });
});
