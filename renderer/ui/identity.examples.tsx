import { type Examples, HARD_WORDS } from '../gallery/examples.js';
import { initialsOf } from '../text/display-name.js';
import { Avatar } from './Avatar.js';
import { Button } from './Button.js';
import { Digits } from './Digits.js';
import { EmptyState } from './EmptyState.js';
import { PersonName } from './PersonName.js';
import { QrImage } from './QrImage.js';
import { Strip } from './Strip.js';

const DIGITS = '123450987612345098761234509876';

export const examples: Examples = {
  'names nobody expected': () =>
    Object.entries(HARD_WORDS).map(([kind, name]) => (
      <p key={kind}>
        <Avatar name={name} nodeId={`${String(initialsOf(name).length)}${kind}`} size="small" />{' '}
        <PersonName name={name} />, who writes to you
      </p>
    )),
  'avatars of every size': () =>
    (['small', 'medium', 'large'] as const).map((size) => (
      <Avatar key={size} name="Зоя Ёлкина" nodeId={size} size={size} />
    )),
  'a fingerprint': () => <Digits of={DIGITS} label="Fingerprint" />,
  'a code for cameras': () => <QrImage text="kith://add/192.0.2.1:7000" label="QR code" />,
  'nothing here yet': () => (
    <EmptyState title="Nobody here yet" text="Add somebody." action={<Button look="primary">Add</Button>} />
  ),
  'nothing here, said at length': () => (
    <EmptyState title={HARD_WORDS.long} text={HARD_WORDS.sentence} action={<Button>Add</Button>} />
  ),
  'strips of every look': () =>
    (['plain', 'warning', 'danger'] as const).map((look) => (
      <Strip key={look} look={look} actions={<Button>Try now</Button>}>
        {HARD_WORDS.sentence}
      </Strip>
    )),
};
