import type { MessageRow } from '../../../src/contract/values.js';
import { type Examples, HARD_WORDS, type OverlayExamples } from '../../gallery/examples.js';
import './history.css';
import { type HistoryItem, historyItems } from './history-items.js';
import { HistoryLine } from './HistoryLine.js';
import type { MessageActions } from './message-actions.js';
import { MessageDetails } from './MessageDetails.js';
import { SelectionBar } from './SelectionBar.js';

const nothing = () => undefined;
const NOW = Date.UTC(2026, 0, 15, 12);
const ACTIONS: MessageActions = {
  loadWhole: () => Promise.resolve(HARD_WORDS.sentence),
  openLink: nothing,
  copy: nothing,
  retry: nothing,
  forward: nothing,
  reply: nothing,
  withdraw: nothing,
  remove: () => Promise.resolve(true),
  select: nothing,
  showDetails: nothing,
  files: { can: { saveAs: true, showSaved: true }, run: nothing },
};

function row(id: string, text: string, changes: Partial<MessageRow> = {}): MessageRow {
  return {
    ...{
      id,
      conversationId: 'c',
      position: id,
      text,
      more: false,
      kind: 'text',
      file: null,
      system: null,
      reason: null,
    },
    ...{ direction: 'in', state: 'received', gapBefore: 0, recovered: false, unread: false },
    ...{ sentAt: NOW, receivedAt: NOW },
    ...changes,
  };
}

const out = (id: string, text: string, changes: Partial<MessageRow> = {}) =>
  row(id, text, { direction: 'out', state: 'delivered', ...changes });
const FAILED = out('f', 'This one did not go.', {
  state: 'failed',
  reason: { code: 'PAYLOAD_REFUSED', params: {} },
});

function Lines({
  rows,
  newFrom,
  selected,
}: {
  rows: readonly MessageRow[];
  newFrom?: string;
  selected?: string;
}) {
  const items = historyItems(rows, newFrom);
  return (
    <div className="history" data-example>
      {items.map((item: HistoryItem) => (
        <HistoryLine
          key={item.key}
          item={item}
          now={NOW}
          name="Bob"
          actions={ACTIONS}
          isSelected={selected === undefined ? undefined : item.key === selected}
        />
      ))}
    </div>
  );
}

export const examples: Examples = {
  'a conversation': () => (
    <Lines
      rows={[
        row('1', 'Are we really doing this without a server?', { receivedAt: NOW - 86_400_000 }),
        row('2', 'I read **all** of it, twice.', { receivedAt: NOW - 86_399_000 }),
        out('3', 'We are.', { state: 'read' }),
        out('4', 'The notes are at https://example.org/notes, see for yourself.', { state: 'read' }),
        row('5', 'Then see you on Thursday'),
        row('6', '👍🎉'),
      ]}
      newFrom="5"
    />
  ),
  'how far messages have come': () => (
    <Lines
      rows={[
        out('q', 'Waits on your disk', { state: 'queued' }),
        out('h', 'Held for them', { state: 'relayed' }),
        out('d', 'On their node'),
        out('r', 'Read', { state: 'read' }),
        FAILED,
        out('w', '', { state: 'withdrawn' }),
        out('m', 'Went on', { state: 'moved' }),
      ]}
    />
  ),
  'what is out of the ordinary': () => (
    <Lines
      rows={[
        row('1', 'From a clock that is ahead', { sentAt: NOW + 3_600_000 }),
        row('2', 'Given back', { recovered: true, gapBefore: 3 }),
        row('3', '', { kind: 'unknown' }),
        row('4', '', {
          ...{ direction: 'system', kind: 'system' },
          system: { code: 'SESSION_RENEWED', params: {} },
        }),
      ]}
    />
  ),
  'long and difficult texts': () => (
    <Lines
      rows={[
        row('1', Array.from({ length: 40 }, (_, line) => `Line ${String(line + 1)}`).join('\n')),
        out('2', HARD_WORDS.long.repeat(3)),
        ...[HARD_WORDS.rightToLeft, HARD_WORDS.markup, HARD_WORDS.combining, HARD_WORDS.emoji].map(
          (text, index) => row(`h${String(index)}`, text),
        ),
        out(
          '3',
          'Run this:\n```\nnpm ci && npm start -- --with-a-long-option=and-a-value --and-another-one=here\n```',
        ),
        row('4', '> What they said\n\n||what happens at the end||'),
      ]}
    />
  ),
  'some are chosen': () => (
    <>
      <Lines rows={[row('1', 'Not this one'), out('2', 'This one')]} selected="2" />
      <SelectionBar count={1} onCopy={nothing} onDelete={nothing} onCancel={nothing} />
    </>
  ),
};

const STANDING = 'Not connected; next try in 2 min';

export const overlays: OverlayExamples = {
  ...Object.fromEntries(
    (['queued', 'read'] as const).map((state) => [
      `details: ${state}`,
      (onClose: () => void) => (
        <MessageDetails
          row={out('1', '', { state })}
          standing={STANDING}
          actions={ACTIONS}
          onClose={onClose}
        />
      ),
    ]),
  ),
  'details: failed': (onClose) => (
    <MessageDetails row={FAILED} standing={STANDING} actions={ACTIONS} onClose={onClose} />
  ),
  'details: it came late': (onClose) => (
    <MessageDetails
      row={row('1', '', { sentAt: NOW - 3_600_000 })}
      standing={STANDING}
      actions={ACTIONS}
      onClose={onClose}
    />
  ),
  'details: a clock that is ahead': (onClose) => (
    <MessageDetails
      row={row('1', '', { sentAt: NOW + 3_600_000 })}
      standing={STANDING}
      actions={ACTIONS}
      onClose={onClose}
    />
  ),
};
