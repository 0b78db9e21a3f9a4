import { useVirtualizer } from '@tanstack/react-virtual';
import {
  Apple,
  Car,
  Dumbbell,
  Flag,
  Hand,
  Hash,
  Lightbulb,
  type LucideIcon,
  PawPrint,
  Smile,
} from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import { EMOJI_GROUPS, type Emoji, type EmojiGroup, findEmoji } from './emoji.js';
import './emoji-picker.css';
import { type Cell, type EmojiLine, emojiAt, emojiLines, firstCell, moved } from './emoji-rows.js';

export interface EmojiPickerProps {
  readonly all: readonly Emoji[];
  /** Used last. */
  readonly recent: readonly Emoji[];
  /** 0: yellow, 1 to 5: from light to dark. */
  readonly tone: number;
  readonly onTone: (tone: number) => void;
  readonly onChoose: (emoji: Emoji, text: string) => void;
}

const LINE_PX = 40;
const TITLE_REM = 1.75;
const ICONS: Readonly<Record<EmojiGroup, LucideIcon>> = {
  smileys: Smile,
  people: Hand,
  nature: PawPrint,
  food: Apple,
  travel: Car,
  activities: Dumbbell,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};

/** Emoji by groups or by what was typed; arrows move, Enter takes. */
export function EmojiPicker({ all, recent, tone, onTone, onChoose }: EmojiPickerProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const id = useId();
  const lines = useMemo(
    () => emojiLines(all, { recent, found: typed.trim() === '' ? undefined : findEmoji(all, typed) }),
    [all, recent, typed],
  );
  const [at, setAt] = useState<Cell>();
  const cell = at ?? firstCell(lines);
  const chosen = cell && emojiAt(lines, cell);
  const { grid, virtual, show } = useLines(lines);
  const choose = (emoji: Emoji) => {
    onChoose(emoji, tonedText(emoji, tone));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cell && moved(lines, cell, event.key);
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && chosen) choose(chosen);
    else if (next) {
      setAt(next);
      show(next.line);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="emoji-picker">
      <input
        type="search"
        className="input"
        role="combobox"
        aria-expanded
        aria-haspopup="grid"
        aria-controls={id}
        aria-activedescendant={chosen ? cellId(id, cell) : undefined}
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(undefined);
          show(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Grid id={id} lines={lines} grid={grid} virtual={virtual} tone={tone} cell={cell} onChoose={choose} />
      <Foot chosen={chosen} tone={tone} onTone={onTone} />
      <Groups
        lines={lines}
        isHidden={typed.trim() !== ''}
        onGroup={(line) => {
          setAt({ line: line + 1, column: 0 });
          virtual.scrollToIndex(line, { align: 'start' });
        }}
      />
    </div>
  );
}

interface GridProps extends Pick<ReturnType<typeof useLines>, 'grid' | 'virtual'> {
  readonly id: string;
  readonly lines: readonly EmojiLine[];
  readonly tone: number;
  readonly cell: Cell | undefined;
  readonly onChoose: (emoji: Emoji) => void;
}

function Grid({ id, lines, grid, virtual, tone, cell, onChoose }: GridProps) {
  const { t } = useWords();
  return (
    <div ref={grid} id={id} className="emoji-grid" role="grid" aria-label={t('emoji.open')} tabIndex={-1}>
      <div role="rowgroup" className="emoji-size" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 1}
            className="emoji-line"
            style={{ transform: `translateY(${String(start)}px)` }}
          >
            <Line
              line={lines[index]}
              tone={tone}
              idOf={(column) => cellId(id, { line: index, column })}
              chosen={cell?.line === index ? cell.column : undefined}
              onChoose={onChoose}
            />
          </div>
        ))}
      </div>
      {lines.length === 0 && <p className="emoji-none muted">{t('emoji.nothing')}</p>}
    </div>
  );
}

function useLines(lines: readonly EmojiLine[]) {
  const grid = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => grid.current,
    estimateSize: (index) => (lines[index]?.kind === 'title' ? TITLE_REM * remPx() : LINE_PX),
    overscan: 2,
  });
  return {
    grid,
    virtual,
    show: (line: number) => {
      virtual.scrollToIndex(line);
    },
  };
}

interface LineProps {
  readonly line: EmojiLine | undefined;
  readonly tone: number;
  readonly idOf: (column: number) => string;
  readonly chosen: number | undefined;
  readonly onChoose: (emoji: Emoji) => void;
}

function Line({ line, tone, idOf, chosen, onChoose }: LineProps) {
  const { t } = useWords();
  if (!line) return null;
  if (line.kind === 'title') {
    return (
      <span role="gridcell" className="emoji-title small">
        {t(`emoji.groups.${line.group}`)}
      </span>
    );
  }
  return line.emoji.map((emoji, column) => (
    <span
      key={emoji.text}
      id={idOf(column)}
      role="gridcell"
      className="emoji-cell"
      aria-selected={column === chosen}
      aria-label={emoji.label}
      title={nameOf(emoji)}
      onClick={() => {
        onChoose(emoji);
      }}
    >
      {tonedText(emoji, tone)}
    </span>
  ));
}

type FootProps = Pick<EmojiPickerProps, 'tone' | 'onTone'> & { readonly chosen: Emoji | undefined };

function Foot({ chosen, tone, onTone }: FootProps) {
  return (
    <div className="emoji-foot">
      <span className="emoji-name one-line small muted">{chosen ? nameOf(chosen) : ''}</span>
      <Tones tone={tone} onTone={onTone} />
    </div>
  );
}

function Tones({ tone, onTone }: Pick<EmojiPickerProps, 'tone' | 'onTone'>) {
  const { t } = useWords();
  return (
    <span role="radiogroup" aria-label={t('emoji.tone')} className="emoji-tones">
      {TONES.map((text, index) => (
        <button
          key={text}
          type="button"
          role="radio"
          className="emoji-tone"
          aria-checked={index === tone}
          aria-label={t('emoji.toneOf', { emoji: text })}
          onClick={() => {
            onTone(index);
          }}
        >
          {text}
        </button>
      ))}
    </span>
  );
}

const TONES = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] as const;

interface GroupsProps {
  readonly lines: readonly EmojiLine[];
  readonly isHidden: boolean;
  /** @param line of the title */
  readonly onGroup: (line: number) => void;
}

function Groups({ lines, isHidden, onGroup }: GroupsProps) {
  const { t } = useWords();
  if (isHidden) return null;
  return (
    <div className="emoji-groups" role="toolbar" aria-label={t('emoji.toGroup')}>
      {EMOJI_GROUPS.map((group) => (
        <IconButton
          key={group}
          icon={ICONS[group]}
          label={t(`emoji.groups.${group}`)}
          onPress={() => {
            onGroup(lines.findIndex((line) => line.kind === 'title' && line.group === group));
          }}
        />
      ))}
    </div>
  );
}

function tonedText({ text, skins }: Emoji, tone: number): string {
  return skins[tone - 1] ?? text;
}

function nameOf({ names, label }: Emoji): string {
  return names[0] === undefined ? label : `${label} :${names[0]}:`;
}

function cellId(id: string, { line, column }: Cell): string {
  return `${id}-${String(line)}-${String(column)}`;
}

/** Letters of titles grow with the text, and so does their line. */
function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
