// Entry of the window: chooses the shell, connects, renders.

import '@fontsource-variable/inter/index.css';
import '@infolektuell/noto-color-emoji';
import { createRoot } from 'react-dom/client';
import type { AppError } from '../src/base/app-error.js';
import { App } from './app/App.js';
import { followPreferences } from './preferences/apply-preferences.js';
import './ui/tokens.css';
import './ui/base.css';
import { leaveCarried, takeCarried } from './node-client/carried.js';
import { Drafts } from './node-client/drafts.js';
import { followWriting } from './node-client/follow-writing.js';
import { forgetWhenLocked } from './node-client/forget-when-locked.js';
import { LiveViews } from './node-client/live-views.js';
import { NextVersions } from './node-client/next-versions.js';
import { NodeConnection } from './node-client/node-connection.js';
import { Outgoing } from './node-client/outgoing.js';
import { browserSchedule as schedule } from './node-client/schedule.js';
import { Seen } from './node-client/seen.js';
import { chooseShell } from './shell/choose-shell.js';
import { ShellRefusal } from './shell/shell.js';
import { remark } from './ui/toasts.js';
import { errorWords } from './words/error-words.js';
import { currentLanguage, languageOf, onLanguage, words } from './words/language.js';

const shell = chooseShell();
onLanguage(() => {
  shell.speak(languageOf([currentLanguage()]));
});
const ready = followPreferences();
const connection = new NodeConnection({
  connect: () => shell.connect(),
  isFinal: (error) => error instanceof ShellRefusal,
  schedule,
});
const carried = takeCarried(window);
const notKept = (error: AppError) => remark({ text: words('composer.notKept', { why: errorWords(error) }) });
const drafts = new Drafts(connection, { command: 'setDraft', notKept, carried: carried.drafts });
const captions = new Drafts(connection, { command: 'setCaption', notKept, carried: carried.captions });
const outgoing = new Outgoing(connection, {
  now: () => Date.now(),
  refused: ({ conversationId, text }, error) => {
    remark({ text: errorWords(error) });
    drafts.giveBack(conversationId, text);
  },
  carried: carried.outgoing,
});
forgetWhenLocked(connection, () => {
  leaveCarried(window, {
    drafts: drafts.carry(),
    captions: captions.carry(),
    outgoing: outgoing.carry(),
  });
  location.reload();
});
const seen = new Seen(connection, schedule);
const views = new LiveViews(connection, schedule);
followWriting(views, { drafts, captions });
const node = {
  connection,
  views,
  outgoing,
  drafts,
  captions,
  nextVersions: new NextVersions(connection),
  seen,
};

const root = document.getElementById('root');
const draw = () => {
  if (root) createRoot(root).render(<App shell={shell} node={node} />);
};
// In English where the other texts cannot be read.
ready.then(draw, draw);
