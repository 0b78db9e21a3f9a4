import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { NoticeStrips } from './NodeNotices.js';
import { NotListeningStrip } from './NotListening.js';

const at = Date.UTC(2026, 0, 1);
const nothing = () => undefined;

export const examples: Examples = {
  'a full disk': () => <NoticeStrips notices={[{ code: 'DISK_FULL', params: {}, at }]} onSeen={nothing} />,
  ...Object.fromEntries(
    (['PORT_BUSY', 'ADDRESS_UNAVAILABLE', 'ACCESS_DENIED'] as const).map((code) => [
      `nobody can call: ${code}`,
      () => (
        <NotListeningStrip
          why={{
            error: { code, params: { host: '192.0.2.7', port: 8443 } },
            nextAttemptAt: code === 'PORT_BUSY' ? Date.now() + 120_000 : null,
          }}
          onRetry={nothing}
        />
      ),
    ]),
  ),
  'a restored copy': () => (
    <NoticeStrips
      notices={[
        { code: 'STORE_ROLLED_BACK', params: { name: 'Bob' }, at },
        { code: 'ROLLBACK_DOUBTED', params: { name: HARD_WORDS.mixed }, at },
      ]}
      onSeen={nothing}
    />
  ),
};
