import { describe, expect, it } from 'vitest';
import { type ReportFacts, troubleReport } from './trouble-report.js';

const FACTS: ReportFacts = {
  versions: { kith: '0.1.0', electron: '45.4.1', chromium: '150.0', node: '24.1.0' },
  platform: 'linux x64',
  halt: { reason: 'crashes' },
  crashes: [Date.UTC(2026, 10, 21, 8, 0, 0)],
  logLines: [],
};

describe('a report', () => {
  it('says which versions, what happened and when', () => {
    expect(troubleReport(FACTS)).toBe(
      [
        'Kith 0.1.0, Electron 45.4.1, Chromium 150.0, Node 24.1.0, linux x64',
        'The node stopped too often',
        'stopped at 2026-11-21T08:00:00.000Z',
      ].join('\n'),
    );
  });

  it('names the code of a refusal, not what the setting was', () => {
    const error = {
      code: 'CONFIG_INVALID',
      params: { key: 'public_ip', value: 'alice.example.org' },
    } as const;
    const report = troubleReport({ ...FACTS, halt: { reason: 'refused', error } });
    expect(report).toContain('The node refused to start: CONFIG_INVALID');
    expect(report).not.toContain('alice');
  });

  it('keeps of the log times, events, codes and places in the program', () => {
    const time = '2026-11-21T07:59:59.123Z';
    const log = [
      { level: 'info', time, event: 'link-up', peer: '0f1e2d3c', host: 'bob.example.org', port: 8443 },
      { level: 'error', time, event: 'bug', name: 'TypeError', at: ['drain commit-lane.js:88'] },
      { level: 'warn', time, event: 'dial-failed', code: 'PEER_TIMEOUT' },
    ];
    const report = troubleReport({ ...FACTS, logLines: log.map((line) => JSON.stringify(line)) });
    expect(report.split('\n').slice(3)).toEqual([
      `${time} info link-up`,
      `${time} error bug TypeError`,
      '  at drain commit-lane.js:88',
      `${time} warn dial-failed PEER_TIMEOUT`,
    ]);
  });

  it.each([
    'not JSON: the text of a message',
    '{"time":"2026-11-21T07:59:59.123Z","event":"see you at eight, Bob"}',
    '{"time":"see you at eight, Bob","event":"x"}',
    '{"time":"2026-11-21T07:59:59.123Z","event":"bug","at":["see you at eight, Bob /home/bob/secret"]}',
    'null',
    '7',
  ])('keeps nothing of what does not have the form of the log: %s', (line) => {
    expect(troubleReport({ ...FACTS, logLines: [line] })).not.toMatch(/eight|text/u);
  });

  it('ends with the last 20 lines', () => {
    const logLines = Array.from({ length: 50 }, (_, number) =>
      JSON.stringify({
        time: '2026-11-21T07:59:59.123Z',
        level: 'info',
        event: `event-${String.fromCharCode(97 + (number % 26))}`,
      }),
    );
    expect(troubleReport({ ...FACTS, logLines }).split('\n')).toHaveLength(3 + 20);
  });
});
