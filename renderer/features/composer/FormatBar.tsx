import { Bold, Code, EyeOff, Italic, type LucideIcon, Quote, Strikethrough } from 'lucide-react';
import { IconButton } from '../../ui/IconButton.js';
import { useWords } from '../../words/use-words.js';
import { type Format, FORMATS } from './formats.js';

const ICONS: Readonly<Record<Format, LucideIcon>> = {
  bold: Bold,
  italic: Italic,
  strike: Strikethrough,
  code: Code,
  quote: Quote,
  spoiler: EyeOff,
};

/** What can be done to the selected text. It never takes the selection away. */
export function FormatBar({ onFormat }: { readonly onFormat: (format: Format) => void }) {
  const { t } = useWords();
  return (
    <div
      className="format-bar"
      role="toolbar"
      aria-label={t('format.label')}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
    >
      {FORMATS.map((format) => (
        <IconButton
          key={format}
          icon={ICONS[format]}
          label={t(`format.${format}`)}
          onPress={() => {
            onFormat(format);
          }}
        />
      ))}
    </div>
  );
}
