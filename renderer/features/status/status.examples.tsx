import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { NoticeStrips } from './NodeNotices.js';

const at = Date.UTC(2026, 0, 1);
const nothing = () => undefined;

export const examples: Examples = {
  'a full disk': () => <NoticeStrips notices={[{ code: 'DISK_FULL', params: {}, at }]} onSeen={nothing} />,
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
