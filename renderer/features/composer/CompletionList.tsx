import { useWords } from '../../words/use-words.js';
import type { Emoji } from './emoji.js';

export interface CompletionListProps {
  readonly id: string;
  readonly found: readonly Emoji[];
  readonly at: number;
  readonly onChoose: (emoji: Emoji) => void;
}

/** What the name that is being typed may mean. */
export function CompletionList({ id, found, at, onChoose }: CompletionListProps) {
  const { t } = useWords();
  return (
    <div id={id} className="completion menu" role="listbox" aria-label={t('emoji.completions')}>
      {found.map((emoji, index) => (
        <div
          key={emoji.text}
          id={optionId(id, index)}
          role="option"
          className="menu-item"
          aria-selected={index === at}
          data-highlighted={index === at ? '' : undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(emoji);
          }}
        >
          <span className="completion-emoji">{emoji.text}</span>
          <span className="one-line">{emoji.label}</span>
          {emoji.names[0] !== undefined && <span className="menu-keys">:{emoji.names[0]}:</span>}
        </div>
      ))}
    </div>
  );
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${String(index)}`;
}
