// A port that only root may listen on, asked for by somebody who is not: the system says no, and the owner learns just that.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { errorSentence } from '../../src/cli/words.js';
import { describeUnless } from '../power/skip.js';

const PORT = 81;
const NOBODY = 65_534;
const LISTEN = new URL('../../src/adapters/http/listen.js', import.meta.url).href;

/** What keeps this machine from trying it. */
function missing(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'only root on Linux can become somebody else';
  const first = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  return first <= PORT ? 'here everybody may listen on every port' : undefined;
}

/** Gives up its rights once it has loaded what it needs: nobody else may read these files. */
const AS_NOBODY = `
  const { tryListening } = await import('${LISTEN}');
  process.setgroups([]);
  process.setgid(${String(NOBODY)});
  process.setuid(${String(NOBODY)});
  const refused = await tryListening('127.0.0.1', ${String(PORT)}).catch((error) => error);
  console.log(JSON.stringify({ code: refused?.code, params: refused?.params }));
`;

describeUnless(missing(), 'a port that only root may listen on')(
  'a port that only root may listen on',
  () => {
    it('is refused to others in words of its own', async () => {
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', AS_NOBODY]);
      const error = JSON.parse(stdout) as Parameters<typeof errorSentence>[0];
      expect(error).toEqual({ code: 'ACCESS_DENIED', params: { host: '127.0.0.1', port: PORT } });
      expect(errorSentence(error)).toMatch(/^You may not listen on port 81\. Choose one above 1023: /u);
    });
  },
);
