// Entry of the gallery: every component in every state, beside a node that never answers.

import '@fontsource-variable/inter/index.css';
import '@infolektuell/noto-color-emoji';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { createRoot } from 'react-dom/client';
import { Drafts } from '../node-client/drafts.js';
import { LiveViews } from '../node-client/live-views.js';
import { NextVersions } from '../node-client/next-versions.js';
import { NodeConnection } from '../node-client/node-connection.js';
import { Outgoing } from '../node-client/outgoing.js';
import { browserSchedule as schedule } from '../node-client/schedule.js';
import { Seen } from '../node-client/seen.js';
import { NodeContext } from '../node-client/use-node.js';
import { followPreferences } from '../preferences/apply-preferences.js';
import { browserShell } from '../shell/browser-shell.js';
import { ShellContext } from '../shell/use-shell.js';
import '../ui/tokens.css';
import '../ui/base.css';
import { Toasts } from '../ui/Toasts.js';
import { Gallery } from './Gallery.js';

void followPreferences();
const connection = new NodeConnection({
  connect: () => new Promise(() => undefined),
  isFinal: () => false,
  schedule,
});
const node = {
  connection,
  views: new LiveViews(connection, schedule),
  outgoing: new Outgoing(connection, { now: () => Date.now(), refused: () => undefined }),
  drafts: new Drafts(connection, { command: 'setDraft', notKept: () => undefined }),
  captions: new Drafts(connection, { command: 'setCaption', notKept: () => undefined }),
  nextVersions: new NextVersions(connection),
  seen: new Seen(connection, schedule),
};

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <CSPProvider disableStyleElements>
      <ShellContext value={browserShell()}>
        <NodeContext value={node}>
          <Tooltip.Provider>
            <Gallery />
            <Toasts />
          </Tooltip.Provider>
        </NodeContext>
      </ShellContext>
    </CSPProvider>,
  );
