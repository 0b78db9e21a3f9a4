import { type Examples, HARD_WORDS } from '../../gallery/examples.js';
import { CompletionList } from './CompletionList.js';
import { Composer } from './Composer.js';
import type { Emoji } from './emoji.js';
import { EmojiPicker } from './EmojiPicker.js';
import { FormatBar } from './FormatBar.js';

const nothing = () => undefined;
const PERSON = { contactId: 'p', conversationId: 'c', onUp: nothing, onFiles: nothing, replyTo: nothing };

function emoji(text: string, label: string, group: Emoji['group']): Emoji {
  return { text, label, names: [label], labels: [[label]], words: [label], group, skins: [] };
}

const SOME: readonly Emoji[] = [
  emoji('😀', 'grin', 'smileys'),
  emoji('😂', 'joy', 'smileys'),
  emoji('🦔', 'hedgehog', 'nature'),
  emoji('🚀', 'rocket', 'travel'),
  emoji('🇫🇮', 'finland', 'flags'),
];

export const examples: Examples = {
  empty: () => <Composer {...PERSON} draft="" isPending={false} />,
  'waiting for them to accept': () => <Composer {...PERSON} draft="" isPending />,
  'a long draft': () => (
    <Composer
      {...PERSON}
      draft={`${HARD_WORDS.sentence}\n${HARD_WORDS.long}\n${HARD_WORDS.emoji}`}
      isPending={false}
    />
  ),
  'for what is selected': () => (
    <div data-still>
      <FormatBar onFormat={nothing} />
    </div>
  ),
  'the name of an emoji': () => (
    <div data-still>
      <CompletionList id="completion-example" found={SOME} at={1} onChoose={nothing} />
    </div>
  ),
  'all emoji': () => (
    <EmojiPicker all={SOME} recent={SOME.slice(0, 2)} tone={0} onTone={nothing} onChoose={nothing} />
  ),
};
