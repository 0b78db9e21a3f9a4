// Entry of the window: chooses the shell, connects, renders.

import '@fontsource-variable/inter/index.css';
import '@infolektuell/noto-color-emoji';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { followPreferences } from './preferences/apply-preferences.js';
import './ui/tokens.css';
import './ui/base.css';
import { Drafts } from './node-client/drafts.js';
import { forgetWhenLocked } from './node-client/forget-when-locked.js';
import { LiveViews } from './node-client/live-views.js';
import { NodeConnection } from './node-client/node-connection.js';
import { Outgoing } from './node-client/outgoing.js';
import { browserSchedule as schedule } from './node-client/schedule.js';
import { chooseShell } from './shell/choose-shell.js';
import { ShellRefusal } from './shell/shell.js';

const ready = followPreferences();
const shell = chooseShell();
const connection = new NodeConnection({
  connect: () => shell.connect(),
  isFinal: (error) => error instanceof ShellRefusal,
  schedule,
});
// The name of a page is in memory alone, and stays with it when it is loaded anew.
const drafts = new Drafts(connection, window.name);
window.name = '';
forgetWhenLocked(connection, ({ wasAway }) => {
  if (wasAway) window.name = drafts.carry();
  location.reload();
});
const node = {
  connection,
  views: new LiveViews(connection, schedule),
  outgoing: new Outgoing(connection, () => Date.now()),
  drafts,
};

const root = document.getElementById('root');
const draw = () => {
  if (root) createRoot(root).render(<App shell={shell} node={node} />);
};
// In English where the other texts cannot be read.
ready.then(draw, draw);
