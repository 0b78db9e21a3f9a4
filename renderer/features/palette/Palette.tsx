import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, useId, useState } from 'react';
import { useWords } from '../../words/use-words.js';
import './palette.css';
import { type PaletteItem, paletteItems } from './palette-items.js';

export interface PaletteProps {
  readonly items: readonly PaletteItem[];
  readonly onClose: () => void;
}

export function Palette({ items, onClose }: PaletteProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = paletteItems(items, typed);
  const chosen = found[at];
  const choose = (item: PaletteItem) => {
    onClose();
    item.onChoose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + found.length) % Math.max(1, found.length));
    else if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    else if (chosen) choose(chosen);
    event.preventDefault();
  };
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette">
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <input
            className="input"
            role="combobox"
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={chosen ? `${listId}-${String(at)}` : undefined}
            aria-label={t('palette.search')}
            placeholder={t('palette.search')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <PaletteOptions id={listId} items={found} at={at} onChoose={choose} />
          {found.length === 0 && <p className="muted palette-nothing">{t('palette.nothing')}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface PaletteOptionsProps {
  readonly id: string;
  readonly items: readonly PaletteItem[];
  /** Which of them Enter chooses. */
  readonly at: number;
  readonly onChoose: (item: PaletteItem) => void;
}

function PaletteOptions({ id, items, at, onChoose }: PaletteOptionsProps) {
  const { t } = useWords();
  return (
    <div id={id} role="listbox" aria-label={t('palette.title')} className="palette-list">
      {items.map((item, index) => (
        <PaletteOption
          key={item.id}
          id={`${id}-${String(index)}`}
          item={item}
          isChosen={index === at}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  readonly onChoose: (item: PaletteItem) => void;
}

function PaletteOption({ id, item, isChosen, onChoose }: PaletteOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      className="menu-item"
      data-highlighted={isChosen ? '' : undefined}
      onClick={() => {
        onChoose(item);
      }}
    >
      <bdi className="palette-label">{item.drawn ?? item.label}</bdi>
      {item.keys !== undefined && <span className="menu-keys">{item.keys}</span>}
    </div>
  );
}
