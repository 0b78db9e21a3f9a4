import { Search } from 'lucide-react';
import { type Examples, HARD_WORDS } from '../gallery/examples.js';
import { Button } from './Button.js';
import { ChoiceGroup } from './ChoiceGroup.js';
import { CopyButton } from './CopyButton.js';
import { IconButton } from './IconButton.js';
import { NewPassphraseField } from './NewPassphraseField.js';
import { PassphraseField } from './PassphraseField.js';
import { Switch } from './Switch.js';
import { TextField } from './TextField.js';

const nothing = () => undefined;
const field = { label: 'Your name', value: '', onChange: nothing };

export const examples: Examples = {
  'buttons of every look': () =>
    (['primary', 'plain', 'quiet', 'danger'] as const).map((look) => (
      <Button key={look} look={look}>
        {look}
      </Button>
    )),
  'a button that works': () => <Button isBusy>Creating…</Button>,
  'a button that cannot be pressed': () => <Button isDisabled>Save</Button>,
  'a wide button with long words': () => <Button isWide>{HARD_WORDS.sentence}</Button>,
  'icon buttons, usual, pressed, disabled': () => (
    <>
      <IconButton icon={Search} label="Search" />
      <IconButton icon={Search} label="Search, on" isPressed />
      <IconButton icon={Search} label="Search, not now" isDisabled />
      <CopyButton text="copied" label="Copy" />
    </>
  ),
  'a new passphrase, typed twice': () => (
    <NewPassphraseField
      label="New passphrase"
      value="seven mild otters"
      onChange={nothing}
      hint={HARD_WORDS.sentence}
      onCertain={nothing}
    />
  ),
  'switches, off and on': () => (
    <>
      <Switch label="Off" isOn={false} onChange={nothing} />
      <Switch label="On" isOn onChange={nothing} />
    </>
  ),
  'a choice of few, one of them long': () => (
    <ChoiceGroup
      label="Theme"
      value="b"
      choices={[
        { value: 'a', label: 'Light' },
        { value: 'b', label: 'Dark' },
        { value: 'c', label: HARD_WORDS.sentence },
      ]}
      onChange={nothing}
    />
  ),
  'an empty field': () => <TextField {...field} placeholder="Alice" hint="What your friends see." />,
  'a field with an error and a long word': () => (
    <TextField {...field} value={HARD_WORDS.long} error={HARD_WORDS.sentence} />
  ),
  'a field from right to left': () => <TextField {...field} value={HARD_WORDS.rightToLeft} />,
  'a field of several lines': () => <TextField {...field} value={HARD_WORDS.sentence} isMultiline />,
  'a passphrase': () => <PassphraseField {...field} label="Passphrase" value="seven mild otters" isNew />,
};
