import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { type NodeClient, NodeContext } from '../node-client/use-node.js';
import type { Shell } from '../shell/shell.js';
import { ShellContext } from '../shell/use-shell.js';
import { Toasts } from '../ui/Toasts.js';
import './app.css';
import { ErrorBoundary } from './ErrorBoundary.js';
import { Screens } from './Screens.js';

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
              <Screens />
            </ErrorBoundary>
            <Toasts />
          </Tooltip.Provider>
        </NodeContext>
      </ShellContext>
    </CSPProvider>
  );
}
