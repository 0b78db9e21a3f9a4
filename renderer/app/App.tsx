import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { Suspense, useState } from 'react';
import { Unlock } from '../features/unlock/Unlock.js';
import { type NodeClient, NodeContext, useConnectionState } from '../node-client/use-node.js';
import type { Shell } from '../shell/shell.js';
import { ShellContext } from '../shell/use-shell.js';
import { Toasts } from '../ui/Toasts.js';
import './app.css';
import { ErrorBoundary } from './ErrorBoundary.js';
import { FirstRun, Main } from './lazy-screens.js';
import { NoSession } from './NoSession.js';

export interface AppProps {
  readonly shell: Shell;
  readonly node: NodeClient;
}

const HINT_MS = 500;

export function App({ shell, node }: AppProps) {
  return (
    <CSPProvider disableStyleElements>
      <ShellContext value={shell}>
        <NodeContext value={node}>
          <Tooltip.Provider delay={HINT_MS}>
            <ErrorBoundary area="window">
              <Suspense>
                <Screen />
              </Suspense>
            </ErrorBoundary>
            <Toasts />
          </Tooltip.Provider>
        </NodeContext>
      </ShellContext>
    </CSPProvider>
  );
}

/** One screen for each state of the node. */
function Screen() {
  const { phase, node } = useConnectionState();
  const [isFirstRun, setFirstRun] = useState(false);
  if (phase === 'gone') return <NoSession />;
  if (node === 'empty' || isFirstRun) {
    return (
      <FirstRun
        onBegin={() => {
          setFirstRun(true);
        }}
        onDone={() => {
          setFirstRun(false);
        }}
      />
    );
  }
  if (node === 'locked') return <Unlock />;
  return node === 'open' ? <Main /> : null;
}
