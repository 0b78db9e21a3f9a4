import type { StatusValue } from '../../../src/contract/values.js';
import { DISK_CODES } from '../../../src/contract/system-codes.js';
import { useLiveView } from '../../node-client/use-node.js';
import { setPreferences } from '../../preferences/preferences.js';
import { usePreferences } from '../../preferences/use-preferences.js';
import { Button } from '../../ui/Button.js';
import { Strip } from '../../ui/Strip.js';
import { systemWords } from '../../words/system-words.js';
import { useWords } from '../../words/use-words.js';

type Notice = StatusValue['notices'][number];

/** What the node has to tell its owner: each thing once, until it is over or put away. */
export function NodeNotices() {
  const status = useLiveView('status', {}).rows[0];
  const { noticesSeenAt } = usePreferences();
  return (
    <NoticeStrips
      notices={(status?.notices ?? []).filter((notice) => isOfDisk(notice) || notice.at > noticesSeenAt)}
      onSeen={(at) => {
        setPreferences({ noticesSeenAt: at });
      }}
    />
  );
}

export interface NoticeStripsProps {
  readonly notices: readonly Notice[];
  /** All notices up to then, Unix ms. */
  readonly onSeen: (at: number) => void;
}

export function NoticeStrips({ notices, onSeen }: NoticeStripsProps) {
  const { t } = useWords();
  // Of several with the same words the newest stands for all.
  const distinct = new Map(notices.map((notice) => [wordsOf(notice), notice]));
  return [...distinct].map(([text, notice]) => (
    <Strip
      key={text}
      look={isOfDisk(notice) ? 'danger' : 'warning'}
      actions={
        !isOfDisk(notice) && (
          <Button
            onPress={() => {
              onSeen(Math.max(...notices.map(({ at }) => at)));
            }}
          >
            {t('notice.understood')}
          </Button>
        )
      }
    >
      {text}
    </Strip>
  ));
}

function wordsOf({ code, params }: Notice): string {
  return systemWords({ system: { code, params } }, '');
}

function isOfDisk({ code }: Notice): boolean {
  return DISK_CODES.some((known) => known === code);
}
