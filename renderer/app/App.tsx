import { type NodeClient, NodeContext, useConnectionState, useLiveView } from '../node-client/use-node.js';
import type { Shell } from '../shell/shell.js';
import { ShellContext, useShell } from '../shell/use-shell.js';

export interface AppProps {
  readonly shell: Shell;
  readonly node: NodeClient;
}

export function App({ shell, node }: AppProps) {
  return (
    <ShellContext value={shell}>
      <NodeContext value={node}>
        <NodeStateLine />
      </NodeContext>
    </ShellContext>
  );
}

function NodeStateLine() {
  const { phase, node } = useConnectionState();
  const status = useLiveView('status', {}).rows[0];
  const { kind } = useShell();
  return (
    <p>
      {kind} {phase} {node} {status?.version}
    </p>
  );
}
