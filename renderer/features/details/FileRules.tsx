import { unaskedOfOneBytes } from '../../../src/base/unasked-files.js';
import type { ContactRow } from '../../../src/contract/values.js';
import { ChoiceGroup } from '../../ui/ChoiceGroup.js';
import { useWords } from '../../words/use-words.js';
import { useContactCommands } from './use-contact-commands.js';

const KINDS = ['ask', 'images', 'all'] as const;
const MOST_BYTES = [2_000_000, 10_000_000, 100_000_000, 1_000_000_000];

/** Which files of this contact are taken without asking. */
export function FileRules({ contact }: { readonly contact: ContactRow }) {
  const { t, dates } = useWords();
  const { setFileRule } = useContactCommands(contact);
  const { accept, mostBytes } = contact.fileRule;
  // Another face may have chosen a size that is not offered here.
  const sizes = [...new Set([...MOST_BYTES, mostBytes])].sort((a, b) => a - b);
  return (
    <section className="details-section">
      <h3 className="field-label">{t('details.files')}</h3>
      <ChoiceGroup
        label={t('details.files')}
        value={accept}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`details.filesOf.${kind}`) }))}
        onChange={(next) => {
          setFileRule({ accept: next, mostBytes });
        }}
      />
      {accept !== 'ask' && (
        <ChoiceGroup
          label={t('details.filesUpTo')}
          value={String(mostBytes)}
          choices={sizes.map((size) => ({ value: String(size), label: dates.size(size) }))}
          onChange={(next) => {
            setFileRule({ accept, mostBytes: Number(next) });
          }}
        />
      )}
      <p className="small muted">
        {t(`details.filesHint.${accept}`, {
          size: dates.size(mostBytes),
          day: dates.size(unaskedOfOneBytes(contact.fileRule)),
        })}
      </p>
    </section>
  );
}
