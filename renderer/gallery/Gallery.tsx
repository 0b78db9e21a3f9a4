import { Fragment, type ReactNode, useState } from 'react';
import en from '../locales/en.json' with { type: 'json' };
import { setPreferences } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import { ChoiceGroup } from '../ui/ChoiceGroup.js';
import { addLanguage, LANGUAGES, setLanguage } from '../words/language.js';
import { pseudoCatalogue } from '../words/pseudo.js';
import { useWords } from '../words/use-words.js';
import type { Examples, OverlayExamples } from './examples.js';
import './gallery.css';

interface ExampleFile {
  readonly examples?: Examples;
  readonly overlays?: OverlayExamples;
}

const PSEUDO = 'pseudo';
addLanguage(PSEUDO, pseudoCatalogue(en));
const files = Object.entries(import.meta.glob<ExampleFile>('../**/*.examples.tsx', { eager: true }));

export function Gallery() {
  const [open, setOpen] = useState<() => ReactNode>();
  const close = () => {
    setOpen(undefined);
  };
  return (
    <main className="gallery">
      <Choices />
      {files.map(([path, { examples = {}, overlays = {} }]) => (
        <section key={path} className="gallery-file" aria-label={path}>
          <h2 className="heading">{nameOf(path)}</h2>
          {Object.entries(examples).map(([state, Example]) => (
            <Fragment key={state}>
              <p className="small muted">{state}</p>
              <div className="gallery-example">
                <Example />
              </div>
            </Fragment>
          ))}
          {Object.entries(overlays).map(([state, draw]) => (
            <button
              key={state}
              type="button"
              className="button"
              data-look="plain"
              data-overlay={`${nameOf(path)}: ${state}`}
              onClick={() => {
                setOpen(() => () => draw(close));
              }}
            >
              {state}
            </button>
          ))}
        </section>
      ))}
      {open?.()}
    </main>
  );
}

function Choices() {
  const { language } = useWords();
  const { theme } = usePreferences();
  return (
    <header className="gallery-choices">
      <h1 className="display">Gallery</h1>
      <ChoiceGroup
        label="Theme"
        value={theme}
        choices={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: value }))}
        onChange={(next) => {
          setPreferences({ theme: next });
        }}
      />
      <ChoiceGroup
        label="Language"
        value={language}
        choices={[...LANGUAGES, PSEUDO].map((value) => ({ value, label: value }))}
        onChange={(next) => {
          const known = LANGUAGES.find((one) => one === next);
          setPreferences({ language: known });
          void setLanguage(next);
        }}
      />
    </header>
  );
}

/** `../ui/Button.examples.tsx` is `ui/Button`. */
function nameOf(path: string): string {
  return path.replace('../', '').replace('.examples.tsx', '');
}
